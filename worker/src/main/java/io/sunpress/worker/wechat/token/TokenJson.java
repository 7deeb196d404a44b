package io.sunpress.worker.wechat.token;

import io.sunpress.secret.Secret;
import io.sunpress.worker.wechat.WeChatJson;
import io.sunpress.worker.wechat.WeChatReply;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A token as JSON: WeChat's own form, or what services make of it: with camel case, inside a {@code
 * data} or {@code result}, with the number in quotes.
 *
 * @param token not empty
 * @param seconds of life, where they are told
 */
record TokenJson(Secret token, OptionalLong seconds) {
  /** WeChat says 512 characters at most. */
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z._~+/=-]{1,2048}");

  /** What is shorter is rather a word. */
  private static final int LEAST_PLAIN = 16;

  /** The token in a document, if there is one. */
  static Optional<TokenJson> of(WeChatReply.Document document) {
    JsonNode root = read(document.json());
    return Stream.of(root, root.path("data"), root.path("result"))
        .flatMap(node -> in(node).stream())
        .findFirst();
  }

  /** Text that is nothing but a token; WeChat's have more than a hundred characters. */
  static Optional<TokenJson> plain(String text) {
    return token(text)
        .filter(token -> text.length() >= LEAST_PLAIN)
        .map(token -> new TokenJson(token, OptionalLong.empty()));
  }

  private static JsonNode read(byte[] json) {
    try {
      return WeChatJson.MAPPER.readTree(json);
    } catch (JacksonException e) {
      return WeChatJson.MAPPER.missingNode();
    }
  }

  private static Optional<TokenJson> in(JsonNode node) {
    return token(either(node, "access_token", "accessToken").asString(""))
        .map(token -> new TokenJson(token, seconds(either(node, "expires_in", "expiresIn"))));
  }

  private static JsonNode either(JsonNode node, String name, String other) {
    return node.has(name) ? node.path(name) : node.path(other);
  }

  private static Optional<Secret> token(String text) {
    return Optional.of(text).filter(TOKEN.asMatchPredicate()).map(Secret::of);
  }

  private static OptionalLong seconds(JsonNode told) {
    try {
      return told.isNumber() || told.isString()
          ? OptionalLong.of(Long.parseLong(told.asString().strip()))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
