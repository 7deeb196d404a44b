package io.sunpress.api.openapi;

import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.HttpProperties;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The document: all doors and all schemas, as this server is configured. */
@Component
final class OpenApi {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final byte[] document;

  OpenApi(HttpProperties http, RequestProperties asking) {
    this.document =
        text(new Limits(
                Math.toIntExact(http.bodyLimit().toBytes()), asking.patience(), asking.maxWait()))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** With a line's end after the last line: it is kept as a file, and compared with one. */
  private static String text(Limits limits) {
    return JSON.writeValueAsString(document(limits)) + "\n";
  }

  /** UTF-8. */
  byte[] document() {
    return document.clone();
  }

  private static Map<String, Object> document(Limits limits) {
    return Tree.of(
        "openapi",
        "3.1.1",
        "info",
        Tree.of(
            "title",
            "Sunpress",
            "version",
            "1",
            "description",
            "Prints WeChat mini-program codes (小程序码). Each failure says what happened and what to "
                + "do; asking again with the same request is always safe.",
            "license",
            Tree.of("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers",
        List.of(Tree.of("url", ".")),
        "tags",
        List.of(
            tag(V1Door.TAG, "For new clients: proper status codes, problems after RFC 9457."),
            tag(CompatDoor.TAG, "For clients written for AnqiCMS."),
            tag(OtherDoors.PICTURES, "The codes themselves."),
            tag(OtherDoors.HEALTH, "For load balancers and people.")),
        "paths",
        paths(limits),
        "components",
        Tree.of("schemas", Schemas.all(), "securitySchemes", keys()),
        "security",
        List.of(Tree.of("bearer", List.of()), Tree.of("token", List.of()), Tree.of()));
  }

  /** Either will do; where the server wants no key, none will. */
  private static Map<String, Object> keys() {
    return Tree.of(
        "bearer",
        Tree.of("type", "http", "scheme", "bearer", "description", "Made by api.jar new-key."),
        "token",
        Tree.of(
            "type", "apiKey", "in", "header", "name", "Token", "description", "AnqiCMS's way."));
  }

  private static Map<String, Object> tag(String name, String description) {
    return Tree.of("name", name, "description", description);
  }

  private static Map<String, Object> paths(Limits limits) {
    Map<String, Object> paths = new LinkedHashMap<>();
    Stream.of(V1Door.operations(limits), CompatDoor.operations(limits), OtherDoors.operations())
        .flatMap(List::stream)
        .forEach(each -> Tree.under(paths, each.path()).put(each.method(), each.tree()));
    return paths;
  }
}
