package io.sunpress.api.openapi;

import java.util.List;
import java.util.Map;

/** JSON Schema (2020-12) as far as the document needs it. */
final class Schema {
  private Schema() {}

  static Map<String, Object> text(String description) {
    return Tree.of("type", "string", "description", description);
  }

  static Map<String, Object> text(String description, int minLength, int maxLength) {
    Map<String, Object> text = text(description);
    text.put("minLength", minLength);
    text.put("maxLength", maxLength);
    return text;
  }

  static Map<String, Object> pattern(String description, String pattern) {
    return Tree.with(text(description), "pattern", pattern);
  }

  static Map<String, Object> word(String description, List<String> words) {
    return Tree.with(text(description), "enum", words);
  }

  static Map<String, Object> time(String description) {
    return Tree.with(text(description), "format", "date-time");
  }

  static Map<String, Object> url(String description) {
    return Tree.with(text(description), "format", "uri");
  }

  static Map<String, Object> bool(String description) {
    return Tree.of("type", "boolean", "description", description);
  }

  static Map<String, Object> number(String description) {
    return Tree.of("type", "number", "description", description);
  }

  static Map<String, Object> integer(String description) {
    return Tree.of("type", "integer", "description", description);
  }

  static Map<String, Object> integer(String description, int minimum, int maximum) {
    Map<String, Object> integer = integer(description);
    integer.put("minimum", minimum);
    integer.put("maximum", maximum);
    return integer;
  }

  /** The only value that it has. */
  static Map<String, Object> constant(String description, Object value) {
    return Tree.of("const", value, "description", description);
  }

  static Map<String, Object> ref(String name) {
    return Tree.of("$ref", "#/components/schemas/" + name);
  }

  static Map<String, Object> oneOf(String description, String... names) {
    return Tree.of(
        "description",
        description,
        "oneOf",
        java.util.Arrays.stream(names).map(Schema::ref).toList());
  }

  /** An object with these members and no others unless said. */
  static Map<String, Object> object(
      String description, List<String> required, Map<String, Object> properties) {
    return Tree.of(
        "type",
        "object",
        "description",
        description,
        "required",
        required,
        "properties",
        properties);
  }
}
