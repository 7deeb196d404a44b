package io.sunpress.api.openapi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Invents values: such as a schema wants, such as nobody wants, and bodies that are neither. */
final class InventedRequests {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCENE =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~";
  private static final String BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "\u0000",
          "\n",
          "..",
          ".",
          "../../etc/passwd",
          "..\\..\\windows",
          "a?b=c",
          "%00",
          "%",
          "%2e%2e%2f",
          "+",
          ";jsessionid=1",
          "a;b",
          "//",
          "/",
          "null",
          "true",
          "-1",
          "<script>alert(1)</script>",
          "' OR 1=1 --",
          "${jndi:ldap://127.0.0.1/a}",
          "{{7*7}}",
          "二维码",
          "🙂🙂🙂",
          "\ud83d",
          "\u202egnp.exe",
          "é".repeat(400),
          "a".repeat(1_025),
          "9".repeat(400));

  private final Random random;

  InventedRequests(long seed) {
    this.random = new Random(seed);
  }

  /** True so many times in a hundred. */
  boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String hostileText() {
    return one(HOSTILE);
  }

  /** Text that matches a parameter's schema, or a word out of it. */
  String text(JsonNode schema) {
    String pattern = schema.path("pattern").asString("");
    if (schema.has("enum")) {
      return one(schema.path("enum").valueStream().toList()).asString();
    }
    if (pattern.contains("wx[")) {
      return percent(50) ? "wx0123456789abcdef" : "wx" + of("0123456789abcdef", 16);
    }
    if (pattern.contains("{26}")) {
      String end = pattern.contains("jpg") ? one(List.of(".jpg", ".png")) : "";
      return (percent(30) ? "d481va0q4x6758j683qhydc2hz" : of(BASE_32, 26)) + end;
    }
    // The answering side of these tests knows scenes by their first letters: x is none of them.
    return "x" + of(SCENE, random.nextInt(Math.min(31, schema.path("maxLength").asInt(31))));
  }

  /** The schema's object with some members left out, some as wanted and some as nobody wants. */
  String body(JsonNode schema) {
    return switch (random.nextInt(10)) {
      case 0 -> brokenBody();
      case 1 -> damaged(object(schema).toString());
      default -> object(schema).toString();
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.createObjectNode();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      if (percent(required.contains(member.getKey()) ? 95 : 25)) {
        object.set(
            member.getKey(),
            percent(12) ? hostileValue() : value(member.getKey(), member.getValue()));
      }
    }
    if (percent(5)) {
      object.set(hostileText(), hostileValue());
    }
    return object;
  }

  private JsonNode value(String name, JsonNode schema) {
    if (schema.has("oneOf")) {
      return value(name, one(schema.path("oneOf").valueStream().toList()));
    }
    JsonNode type = schema.path("type");
    String word = type.isArray() ? one(type.valueStream().toList()).asString() : type.asString();
    return switch (word) {
      case "object" -> object(schema);
      case "integer" ->
          JSON.getNodeFactory()
              .numberNode(
                  schema.path("minimum").asInt(0)
                      + random.nextInt(
                          1 + schema.path("maximum").asInt(9) - schema.path("minimum").asInt(0)));
      case "null" -> JSON.nullNode();
      case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      default ->
          JSON.getNodeFactory()
              .stringNode(
                  name.equals("page") || name.equals("path")
                      ? "pages/walk/" + of(BASE_32, 6)
                      : text(schema));
    };
  }

  private JsonNode hostileValue() {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> JSON.getNodeFactory().numberNode(random.nextInt());
      case 3 -> JSON.getNodeFactory().numberNode(Long.MAX_VALUE);
      case 4 -> JSON.getNodeFactory().numberNode(random.nextDouble() * 1e300);
      case 5 -> nested(random.nextInt(200));
      case 6 -> JSON.createObjectNode();
      default -> JSON.getNodeFactory().stringNode(hostileText());
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode node = JSON.nullNode();
    for (int i = 0; i < depth; i++) {
      ArrayNode around = JSON.createArrayNode();
      around.add(node);
      node = around;
    }
    return node;
  }

  private String brokenBody() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "[]";
      case 2 -> "{";
      case 3 -> "{\"page\":".repeat(2_000);
      case 4 -> "page=a&scene=b";
      case 5 -> "{\"page\":\"a\",\"page\":\"b\",\"path\":\"a\",\"path\":\"b\"}";
      case 6 -> "{\"scene\":\"" + "a".repeat(70_000) + "\"}";
      default -> hostileText();
    };
  }

  private String damaged(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String of(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
