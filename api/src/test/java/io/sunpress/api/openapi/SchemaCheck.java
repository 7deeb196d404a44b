package io.sunpress.api.openapi;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * As much of JSON Schema as the document uses, and no more: a word that is not known here is a
 * complaint. Stricter in one point: a member that the document does not name is one too.
 */
final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "oneOf",
          "type",
          "const",
          "enum",
          "pattern",
          "format",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "description");

  private final JsonNode root;
  private final List<String> complaints = new ArrayList<>();

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  List<String> complaints(JsonNode schema, JsonNode value) {
    check(schema, value, "");
    return complaints;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    schema.propertyNames().stream()
        .filter(word -> !KNOWN.contains(word))
        .forEach(word -> complain(at, "the check knows no " + word));
    if (schema.has("$ref")) {
      check(root.at(schema.path("$ref").asString().substring(1)), value, at);
      return;
    }
    if (schema.has("oneOf")) {
      checkOneOf(schema.path("oneOf"), value, at);
      return;
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      complain(at, value + " is not " + schema.path("const"));
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      complain(at, value + " is none of " + schema.path("enum"));
    }
    if (schema.has("type") && !isOfType(schema.path("type"), value)) {
      complain(at, value + " is no " + schema.path("type"));
      return;
    }
    if (value.isString()) {
      checkText(schema, value.stringValue(), at);
    } else if (value.isNumber()) {
      checkNumber(schema, value.doubleValue(), at);
    } else if (value.isObject()) {
      checkObject(schema, value, at);
    } else if (value.isArray() && schema.has("items")) {
      value.forEach(each -> check(schema.path("items"), each, at + "/[]"));
    }
  }

  private void checkOneOf(JsonNode choices, JsonNode value, String at) {
    List<List<String>> all = new ArrayList<>();
    for (JsonNode choice : choices) {
      all.add(new SchemaCheck(root).complaints(choice, value));
    }
    long fitting = all.stream().filter(List::isEmpty).count();
    if (fitting != 1) {
      complain(at, fitting + " of oneOf fit: " + all);
    }
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return type.valueStream().anyMatch(each -> isOfType(each, value));
    }
    return switch (type.asString()) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "array" -> value.isArray();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      default -> false;
    };
  }

  private void checkText(JsonNode schema, String text, String at) {
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asString()).matcher(text).find()) {
      complain(at, text + " does not match " + schema.path("pattern"));
    }
    if (text.length() < schema.path("minLength").asInt(0)
        || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      complain(at, text.length() + " characters");
    }
    switch (schema.path("format").asString("")) {
      case "date-time" -> checkTime(text, at);
      case "uri" -> {
        if (!URI.create(text).isAbsolute()) {
          complain(at, text + " is no absolute URI");
        }
      }
      default -> {}
    }
  }

  private void checkTime(String text, String at) {
    try {
      Instant.parse(text);
    } catch (DateTimeParseException e) {
      complain(at, text + " is no time");
    }
  }

  private void checkNumber(JsonNode schema, double number, String at) {
    if (number < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
        || number > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)) {
      complain(at, number + " is out of bounds");
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String at) {
    schema
        .path("required")
        .valueStream()
        .filter(name -> !value.has(name.asString()))
        .forEach(name -> complain(at, name + " is missing"));
    if (!schema.has("properties") && !schema.has("additionalProperties")) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = schema.path("properties").get(member.getKey());
      JsonNode any = schema.get("additionalProperties");
      if (known != null) {
        check(known, member.getValue(), at + "/" + member.getKey());
      } else if (any != null) {
        check(any, member.getValue(), at + "/" + member.getKey());
      } else {
        complain(at, member.getKey() + " is not in the document");
      }
    }
  }

  private void complain(String at, String what) {
    complaints.add(at + ": " + what);
  }
}
