package io.sunpress.api.openapi;

import io.sunpress.api.web.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One method of one path, written piece by piece. */
final class Operation {
  private static final String JSON = "application/json";

  private final String method;
  private final String path;
  private final Map<String, Object> tree;

  private Operation(String method, String path, String id, String tag, String summary) {
    this.method = method;
    this.path = path;
    this.tree = Tree.of("operationId", id, "tags", java.util.List.of(tag), "summary", summary);
  }

  static Operation get(String path, String id, String tag, String summary) {
    return new Operation("get", path, id, tag, summary);
  }

  static Operation post(String path, String id, String tag, String summary) {
    return new Operation("post", path, id, tag, summary);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Map<String, Object> tree() {
    return tree;
  }

  Operation says(String description) {
    tree.put("description", description);
    return this;
  }

  /** A part of the path; always there. */
  Operation inPath(String name, Map<String, Object> schema) {
    return parameter(name, "path", true, schema);
  }

  /** A header that may be left out. */
  Operation inHeader(String name, Map<String, Object> schema) {
    return parameter(name, "header", false, schema);
  }

  private Operation parameter(
      String name, String in, boolean required, Map<String, Object> schema) {
    Tree.listUnder(tree, "parameters")
        .add(Tree.of("name", name, "in", in, "required", required, "schema", schema));
    return this;
  }

  /** A JSON body; always there. */
  Operation takes(String schema) {
    tree.put(
        "requestBody",
        Tree.of("required", true, "content", Tree.of(JSON, Tree.of("schema", Schema.ref(schema)))));
    return this;
  }

  /** An answer without a body. */
  Operation answers(int status, String description) {
    Tree.under(tree, "responses")
        .put(Integer.toString(status), Tree.of("description", description));
    return this;
  }

  /** An answer of that media type. */
  Operation answers(int status, String description, String type, Map<String, Object> schema) {
    answers(status, description);
    response(status).put("content", Tree.of(type, Tree.of("schema", schema)));
    return this;
  }

  /** The same answer, to who asks for another media type. */
  Operation orAs(int status, String type, Map<String, Object> schema) {
    Tree.under(response(status), "content").put(type, Tree.of("schema", schema));
    return this;
  }

  /** A JSON answer. */
  Operation answers(int status, String description, String schema) {
    return answers(status, description, JSON, Schema.ref(schema));
  }

  /** A problem after RFC 9457. */
  Operation problem(int status, String description) {
    return answers(status, description, "application/problem+json", Schema.ref("Problem"));
  }

  /** Answers that every route of v1 can give to who has no business there, or dawdles. */
  Operation guarded() {
    return problem(401, "A key is needed, or this one is not known.")
        .problem(403, "This key may not be used for that.")
        .problem(429, "Too fast, or too many wrong keys.")
        .header(429, "Retry-After", "Seconds.");
  }

  /** The client's copy may be as good. */
  Operation tagged() {
    return inHeader("If-None-Match", Schema.text("The ETag of an earlier answer, in quotes."))
        .header(200, "ETag", "Names this answer.")
        .answers(304, "The client has it already.");
  }

  /** A header of an answer that was named before. */
  Operation header(int status, String name, String description) {
    Tree.under(response(status), "headers")
        .put(name, Tree.of("description", description, "schema", Tree.of("type", "string")));
    return this;
  }

  /** What is asked and what is answered: each part goes where OpenAPI wants it, by one name. */
  Operation example(String name, Example example) {
    example
        .body()
        .ifPresent(
            body -> exampleIn(Tree.under(Tree.under(tree, "requestBody"), "content"), name, body));
    example.parameters().forEach((parameter, value) -> exampleOf(parameter, name, value));
    exampleIn(Tree.under(response(example.status()), "content"), name, example.answer());
    return this;
  }

  private void exampleIn(Map<String, Object> content, String name, String json) {
    Object value =
        JsonBody.readObject(json.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> new IllegalStateException("no JSON in " + name + ": " + json));
    String type = content.keySet().iterator().next();
    Tree.under(Tree.under(content, type), "examples").put(name, Tree.of("value", value));
  }

  @SuppressWarnings("unchecked")
  private void exampleOf(String parameter, String name, String value) {
    Tree.listUnder(tree, "parameters").stream()
        .map(each -> (Map<String, Object>) each)
        .filter(each -> each.get("name").equals(parameter))
        .forEach(each -> Tree.under(each, "examples").put(name, Tree.of("value", value)));
  }

  private Map<String, Object> response(int status) {
    return Tree.under(Tree.under(tree, "responses"), Integer.toString(status));
  }
}
