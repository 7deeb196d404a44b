package io.sunpress.api.openapi;

import io.sunpress.api.testing.SharedInstallation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document as the real server hands it out. */
final class OpenApiDocument {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
  }

  static OpenApiDocument served() {
    return new OpenApiDocument(JSON.readTree(SharedInstallation.api().get("/openapi.json").body()));
  }

  JsonNode root() {
    return root;
  }

  /**
   * A method of a path.
   *
   * @param method upper case
   * @param path with its parameters in braces
   * @param tree what the document says of it
   */
  record Route(String method, String path, JsonNode tree) {
    List<JsonNode> parameters(String in) {
      List<JsonNode> found = new ArrayList<>();
      tree.path("parameters").forEach(found::add);
      found.removeIf(each -> !each.path("in").asString().equals(in));
      return found;
    }

    /** What the document says of such an answer. */
    Optional<JsonNode> answer(int status) {
      return Optional.ofNullable(tree.path("responses").get(Integer.toString(status)));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        routes.add(
            new Route(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
      }
    }
    return routes;
  }

  /** What is wrong with a value; nothing where it is as the schema says. */
  List<String> complaints(JsonNode schema, JsonNode value) {
    return new SchemaCheck(root).complaints(schema, value);
  }
}
