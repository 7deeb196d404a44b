package io.sunpress.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.Examples;
import io.sunpress.SeededRandom;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Equal requests, however they are written, are one code; different ones never are. */
class OneCodeOneIdTest {
  private static final String SCENE_ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~";
  private static final int ROUNDS = 1_000;

  /** WeChat's defaults, as somebody writes them who leaves nothing out. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "app", "\"wx0123456789abcdef\"",
          "kind", "\"unlimited\"",
          "width", "430",
          "autoColor", "false",
          "lineColor", "{\"b\":0,\"r\":0,\"g\":0}",
          "hyaline", "false",
          "env", "\"release\"",
          "revision", "\"\"",
          "checkPath", "true");

  @Test
  void givesDifferentlyWrittenEqualRequestsOneId() {
    RandomGenerator random = SeededRandom.random("givesDifferentlyWrittenEqualRequestsOneId");
    for (int i = 0; i < ROUNDS; i++) {
      Map<String, String> request = anyRequest(random);
      String plainly = write(request, "");

      String otherwise = writtenOtherwise(request, random);

      assertThat(id(otherwise)).as("%s and %s", plainly, otherwise).isEqualTo(id(plainly));
    }
  }

  @Test
  void givesRequestsThatDifferInOneMemberTwoIds() {
    RandomGenerator random = SeededRandom.random("givesRequestsThatDifferInOneMemberTwoIds");
    for (int i = 0; i < ROUNDS; i++) {
      Map<String, String> request = anyRequest(random);
      Map<String, String> other = new LinkedHashMap<>(request);
      String member = changeOne(other, random);

      assertThat(id(write(other, "")))
          .as(member + " of " + request)
          .isNotEqualTo(id(write(request, "")));
    }
  }

  @Test
  void givesEveryOneOfManyRequestsAnIdOfItsOwn() {
    RandomGenerator random = SeededRandom.random("givesEveryOneOfManyRequestsAnIdOfItsOwn");
    Map<CodeId, CodeRequest> seen = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      CodeRequest codeRequest = Examples.question(read(write(anyRequest(random), "")));

      CodeRequest same = seen.putIfAbsent(codeRequest.id(), codeRequest);

      assertThat(same == null || same.spec().equals(codeRequest.spec())).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(9_500);
  }

  @Test
  void meansTheSameAtTheWorkerAsAtTheDoor() {
    RandomGenerator random = SeededRandom.random("meansTheSameAtTheWorkerAsAtTheDoor");
    for (int i = 0; i < ROUNDS; i++) {
      CodeRequest atTheDoor = Examples.question(read(writtenOtherwise(anyRequest(random), random)));

      byte[] sent = CodeRequestMessageCodec.write(atTheDoor.message());
      CodeRequest atTheWorker = Examples.question(read(new String(sent, UTF_8)));

      assertThat(atTheWorker)
          .usingRecursiveComparison()
          .ignoringFields("asker.requestId")
          .isEqualTo(atTheDoor);
      assertThat(atTheWorker.asker().requestId()).contains(atTheDoor.requestId());
      assertThat(CodeRequestMessageCodec.write(atTheWorker.message())).isEqualTo(sent);
    }
  }

  @Test
  void doesNotCountHowARequestIsAskedAmongWhatTheCodeShows() {
    CodeId id = id("{\"page\":\"p\",\"scene\":\"s\"}");

    assertThat(id("{\"page\":\"p\",\"scene\":\"s\",\"checkPath\":false}")).isEqualTo(id);
    assertThat(id("{\"page\":\"p\",\"scene\":\"s\",\"requestId\":\"r\",\"reference\":\"x\"}"))
        .isEqualTo(id);
    assertThat(id("{\"page\":\"p\",\"scene\":\"s\",\"campaign\":{\"id\":\"c\",\"row\":1}}"))
        .isEqualTo(id);
  }

  private static Map<String, String> anyRequest(RandomGenerator random) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put(
        "page", quoted("pages/" + SeededRandom.text(random, "abc页_-1", 1 + random.nextInt(8))));
    request.put("scene", quoted(SeededRandom.text(random, SCENE_ALPHABET, 1 + random.nextInt(32))));
    maybe(request, random, "app", "\"wx0123456789abcdef\"", "\"wxfedcba9876543210\"");
    maybe(request, random, "width", "430", String.valueOf(280 + random.nextInt(1001)));
    maybe(request, random, "env", "\"release\"", "\"trial\"", "\"develop\"");
    maybe(request, random, "revision", "\"\"", "\"2\"", "\"b.3_-\"");
    maybe(request, random, "autoColor", "true", "false");
    maybe(request, random, "hyaline", "true", "false");
    maybe(request, random, "kind", "\"unlimited\"", "\"limited\"");
    maybe(request, random, "lineColor", color(random));
    return request;
  }

  /** Slash, defaults, order, white space, unknown members, and a colour that does not count. */
  private static String writtenOtherwise(Map<String, String> request, RandomGenerator random) {
    Map<String, String> other = new LinkedHashMap<>(request);
    DEFAULTS.forEach((member, value) -> flipDefault(other, member, value, random));
    if (random.nextBoolean()) {
      other.compute("page", (member, page) -> "\"/" + page.substring(1));
    }
    if ("true".equals(other.get("autoColor"))) {
      other.put("lineColor", color(random));
    }
    if (random.nextBoolean()) {
      other.put("unknown" + random.nextInt(9), "[1,{\"page\":null}]");
    }
    List<String> order = new ArrayList<>(other.keySet());
    Collections.shuffle(order, new Random(random.nextLong()));
    Map<String, String> shuffled = new LinkedHashMap<>();
    order.forEach(member -> shuffled.put(member, other.get(member)));
    return write(shuffled, SeededRandom.pick(random, List.of("", " ", "\r\n\t")));
  }

  private static void flipDefault(
      Map<String, String> request, String member, String value, RandomGenerator random) {
    boolean isDefault =
        member.equals("lineColor")
            ? "{\"r\":0,\"g\":0,\"b\":0}".equals(request.get(member))
            : value.equals(request.get(member));
    if (random.nextBoolean()) {
      return;
    }
    if (isDefault) {
      request.put(member, "null");
    } else {
      request.putIfAbsent(member, value);
    }
  }

  private static String changeOne(Map<String, String> request, RandomGenerator random) {
    List<String> members = new ArrayList<>(DEFAULTS.keySet());
    members.addAll(List.of("page", "scene"));
    members.remove("checkPath");
    if ("true".equals(request.get("autoColor"))) {
      members.remove("lineColor");
    }
    Collections.sort(members);
    String member = SeededRandom.pick(random, members);
    request.put(member, changed(member, request.getOrDefault(member, DEFAULTS.get(member))));
    return member;
  }

  private static String changed(String member, String old) {
    return switch (member) {
      case "page" -> quoted(unquoted(old) + "x");
      case "scene" -> quoted(changedScene(unquoted(old)));
      case "app" -> other(old, "\"wx0123456789abcdef\"", "\"wxfedcba9876543210\"");
      case "kind" -> other(old, "\"unlimited\"", "\"limited\"");
      case "width" -> other(old, "431", "432");
      case "env" -> other(old, "\"trial\"", "\"develop\"");
      case "revision" -> other(old, "\"3\"", "\"4\"");
      case "lineColor" -> other(old, "{\"r\":3,\"g\":0,\"b\":0}", "{\"r\":0,\"g\":0,\"b\":3}");
      default -> other(old, "true", "false");
    };
  }

  /** Another last character: the length, at its limit, must not grow. */
  private static String changedScene(String scene) {
    String rest = scene.substring(0, scene.length() - 1);
    return rest + (scene.endsWith("a") ? "b" : "a");
  }

  private static String other(String old, String one, String two) {
    return old.equals(one) ? two : one;
  }

  private static void maybe(
      Map<String, String> request, RandomGenerator random, String member, String... values) {
    if (random.nextBoolean()) {
      request.put(member, SeededRandom.pick(random, List.of(values)));
    }
  }

  private static String color(RandomGenerator random) {
    return "{\"r\":%d,\"g\":%d,\"b\":%d}"
        .formatted(random.nextInt(3), random.nextInt(256), random.nextInt(3));
  }

  private static String write(Map<String, String> members, String space) {
    return members.entrySet().stream()
        .map(member -> space + quoted(member.getKey()) + space + ":" + space + member.getValue())
        .collect(Collectors.joining("," + space, "{", space + "}"));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String unquoted(String json) {
    return json.substring(1, json.length() - 1);
  }

  private static CodeId id(String json) {
    return Examples.question(read(json)).id();
  }

  private static CodeRequestMessage read(String json) {
    DecodeResult decodeResult = CodeRequestMessageCodec.read(json.getBytes(UTF_8));
    assertThat(decodeResult).as(json).isInstanceOf(DecodeResult.Message.class);
    return ((DecodeResult.Message) decodeResult).value();
  }
}
