package io.sunpress.worker.wechat.token;

import io.sunpress.secret.Secret;
import io.sunpress.worker.wechat.WeChatJson;
import io.sunpress.worker.wechat.WeChatReply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A token as JSON: WeChat's own form, or what services make of it: with camel case, one or two
 * objects down, with the number in quotes.
 *
 * @param token not empty
 * @param seconds of life, where they are told
 */
record TokenJson(Secret token, OptionalLong seconds) {
  /** WeChat says 512 characters at most. */
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z._~+/=-]{1,2048}");

  private static final String VAGUE = "token";
  private static final List<String> NAMES =
      List.of(
          "access_token", "accessToken", "authorizer_access_token", "authorizerAccessToken", VAGUE);
  private static final int DEEPEST = 2;

  /** A token is longer, should one ever be a name. */
  private static final Pattern MEMBER = Pattern.compile("[0-9A-Za-z._-]{1,32}");

  private static final int MOST_MEMBERS = 20;

  /** What is shorter is rather a word. */
  private static final int LEAST_PLAIN = 16;

  /** The token in a document, if there is one: a surer name counts more than a higher place. */
  static Optional<TokenJson> of(WeChatReply.Document document) {
    List<JsonNode> objects = objects(read(document.json()), DEEPEST).toList();
    return NAMES.stream()
        .flatMap(name -> objects.stream().flatMap(node -> in(node, name).stream()))
        .findFirst();
  }

  /** The names of a document's members, and no value. */
  static String members(WeChatReply.Document document) {
    String names =
        objects(read(document.json()), DEEPEST)
            .flatMap(node -> node.propertyNames().stream())
            .filter(MEMBER.asMatchPredicate())
            .distinct()
            .limit(MOST_MEMBERS)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private static Stream<JsonNode> objects(JsonNode node, int deep) {
    Stream<JsonNode> inner =
        deep > 0 && node.isObject()
            ? node.values().stream().flatMap(member -> objects(member, deep - 1))
            : Stream.empty();
    return node.isObject() ? Stream.concat(Stream.of(node), inner) : Stream.empty();
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

  private static Optional<TokenJson> in(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return token(text)
        .filter(token -> !name.equals(VAGUE) || text.length() >= LEAST_PLAIN)
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
