package io.sunpress.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeRequestMessageCodecTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "a string", "\"x\"",
          "an integer", "430",
          "a fraction", "430.5",
          "a number beyond long", "99999999999999999999999",
          "true", "true",
          "an array", "[]",
          "an object", "{}");

  @Test
  void readsBackWhatItWrites() {
    RandomGenerator random = SeededRandom.random("readsBackWhatItWrites");
    for (int i = 0; i < 5_000; i++) {
      CodeRequestMessage message = anyMessage(random);

      assertThat(CodeRequestMessageCodec.read(CodeRequestMessageCodec.write(message)))
          .isEqualTo(new DecodeResult.Message(message));
    }
  }

  @Test
  void writesNothingForWhatIsAbsent() {
    assertThat(new String(CodeRequestMessageCodec.write(CodeRequestMessage.of("p", null)), UTF_8))
        .isEqualTo("{\"page\":\"p\"}");
    assertThat(read("{}")).isEqualTo(new DecodeResult.Message(CodeRequestMessage.of(null, null)));
  }

  @Test
  void takesNullForAbsent() {
    for (RequestField requestField : members()) {
      assertThat(read("{\"page\":\"p\",\"%s\":null}".formatted(nullable(requestField))))
          .as(requestField.wireName())
          .isEqualTo(new DecodeResult.Message(CodeRequestMessage.of("p", null)));
    }
  }

  @Test
  void ignoresMembersOfANewerWriter() {
    assertThat(
            read(
                "{\"page\":\"p\",\"Page\":1,\"glitter\":{\"a\":[null]},\"scene\":\"s\","
                    + "\"access_token\":\"x\"}"))
        .isEqualTo(new DecodeResult.Message(CodeRequestMessage.of("p", "s")));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void refusesEveryOtherTypeInEveryField(RequestField requestField, String type) {
    ValidationError validationError =
        invalid("{\"%s\":%s}".formatted(requestField.wireName(), TYPES.get(type))).refusal();

    assertThat(validationError)
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(requestField, ValidationErrorReason.WRONG_TYPE);
    assertThat(validationError.detail()).contains(requestField.wireName());
  }

  static Stream<Arguments> wrongTypes() {
    return members().stream()
        .flatMap(
            requestField ->
                TYPES.keySet().stream()
                    .sorted()
                    .filter(type -> !type.equals(typeOf(requestField)))
                    .map(type -> Arguments.of(requestField, type)));
  }

  /** By JSON Schema, which our document is written in, it is an integer. */
  @ParameterizedTest
  @ValueSource(strings = {"430", "430.0", "4.3e2"})
  void takesAWholeNumberHoweverItIsWritten(String width) {
    DecodeResult read = read("{\"width\":" + width + "}");
    assertThat(((DecodeResult.Message) read).value().width()).isEqualTo(430);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1.5", "true", "[]", "{}", "2147483648"})
  void refusesAColourThatIsNotMadeOfIntegers(String part) {
    for (String name : List.of("r", "g", "b")) {
      String color =
          "{\"r\":1,\"g\":2,\"b\":3}"
              .replaceAll("\"" + name + "\":\\d", "\"" + name + "\":" + part);

      assertThat(invalid("{\"lineColor\":" + color + "}").refusal())
          .extracting(ValidationError::field, ValidationError::reason)
          .containsExactly(RequestField.LINE_COLOR, ValidationErrorReason.WRONG_TYPE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"r\":1,\"g\":2}", "{\"r\":1,\"g\":2,\"b\":null}"})
  void refusesAColourWithoutAllItsParts(String color) {
    assertThat(invalid("{\"lineColor\":" + color + "}").refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.LINE_COLOR, ValidationErrorReason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"row\":1}",
        "{\"id\":\"c\",\"row\":\"1\"}",
        "{\"id\":\"c\",\"row\":1.5}",
        "{\"id\":\"c\",\"row\":1.0}",
        "{\"id\":\"c\",\"row\":9223372036854775808}",
        "{\"id\":\"c\",\"row\":1e400}",
        "{\"id\":\"c\",\"row\":true}"
      })
  void refusesACampaignOfOtherTypes(String campaign) {
    assertThat(invalid("{\"campaign\":" + campaign + "}").refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.CAMPAIGN, ValidationErrorReason.WRONG_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"\",\"row\":1}", "{\"id\":\"c\",\"row\":-1}"})
  void refusesACampaignOfAnotherForm(String campaign) {
    assertThat(invalid("{\"campaign\":" + campaign + "}").refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.CAMPAIGN, ValidationErrorReason.BAD_FORM);
  }

  @Test
  void tellsWhoAskedForAnInvalidMessage() {
    DecodeResult.Invalid invalid =
        invalid("{\"requestId\":\"r-1\",\"reference\":\"order 7\",\"page\":1}");

    assertThat(invalid.asker().requestId()).contains("r-1");
    assertThat(invalid.asker().reference()).contains("order 7");
  }

  @Test
  void tellsNothingOfAnAskerThatCannotBeEchoed() {
    String tooLong = "r".repeat(257);
    for (String json :
        List.of(
            "{\"requestId\":1,\"reference\":true}",
            "{\"requestId\":\"\",\"reference\":\"\",\"page\":1}",
            "{\"requestId\":\"%s\",\"reference\":\"%s\",\"page\":1}".formatted(tooLong, tooLong),
            "{\"requestId\":\"a\\ud800\",\"reference\":\"\\udc00\",\"page\":1}",
            "{\"requestId\":\"a\\nb\",\"reference\":\"\\u0000\",\"page\":1}")) {
      assertThat(invalid(json).asker()).as(json).isEqualTo(RequestCorrelation.UNKNOWN);
    }
  }

  @ParameterizedTest
  @MethodSource("rubbish")
  void saysOfRubbishThatItCannotBeRead(String what, byte[] bytes) {
    assertThat(CodeRequestMessageCodec.read(bytes))
        .as(what)
        .isInstanceOf(DecodeResult.Undecodable.class);
  }

  static Stream<Arguments> rubbish() {
    byte[] noise = new byte[1 << 20];
    SeededRandom.random("rubbish").nextBytes(noise);
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    return Stream.of(
        Arguments.of("nothing", null),
        Arguments.of("empty", new byte[0]),
        Arguments.of("blank", spaces),
        Arguments.of("noise", noise),
        Arguments.of("zeros", new byte[1 << 20]),
        text("words", "hello"),
        text("a form", "path=pages/index&scene=1"),
        text("XML", "<page>p</page>"),
        text("cut off", "{\"page\":\"p\",\"scene\":\"a"),
        text("an array", "[{\"page\":\"p\"}]"),
        text("a string", "\"page\""),
        text("a number", "1"),
        text("null", "null"),
        text("a repeated member", "{\"page\":\"p\",\"scene\":\"a\",\"scene\":\"b\"}"),
        text("a repeated unknown member", "{\"page\":\"p\",\"x\":1,\"x\":1}"),
        text("a repeated inner member", "{\"page\":\"p\",\"lineColor\":{\"r\":1,\"r\":2}}"),
        text("two objects", "{\"page\":\"p\"}{\"page\":\"q\"}"),
        text("words behind", "{\"page\":\"p\"} and more"),
        text("a comment", "{\"page\":\"p\" /* c */}"),
        text("single quotes", "{'page':'p'}"),
        text("no quotes", "{page:\"p\"}"),
        text("a comma too many", "{\"page\":\"p\",}"),
        text("not a number", "{\"width\":NaN}"),
        text("a control character", "{\"page\":\"a\nb\"}"),
        text("deep arrays", "{\"x\":" + "[".repeat(500_000)),
        text("deep objects", "{\"x\":".repeat(200_000)),
        text("deep and closed", "{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}"),
        text("a number of a million digits", "{\"width\":" + "9".repeat(1 << 20) + "}"),
        Arguments.of("bytes that are no UTF-8", "{\"page\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1)),
        Arguments.of("a cut UTF-8 character", "{\"page\":\"p\u00e4\"}".getBytes(ISO_8859_1)));
  }

  @Test
  void neverThrowsWhateverTheBytes() {
    RandomGenerator random = SeededRandom.random("neverThrowsWhateverTheBytes");
    byte[] whole = CodeRequestMessageCodec.write(anyMessage(random));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int j = random.nextInt(4); j > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      assertThat(CodeRequestMessageCodec.read(bytes)).isNotNull();
    }
  }

  @Test
  void choosesByWhatWasDecoded() {
    DecodeResult message = read("{}");
    DecodeResult invalid = read("{\"page\":1}");
    DecodeResult undecodable = read("-");

    assertThat(Stream.of(message, invalid, undecodable).map(CodeRequestMessageCodecTest::word))
        .containsExactly("message", "invalid", "undecodable");
  }

  private static String word(DecodeResult decodeResult) {
    return decodeResult.fold(m -> "message", i -> "invalid", u -> "undecodable");
  }

  private static Arguments text(String what, String text) {
    return Arguments.of(what, text.getBytes(UTF_8));
  }

  private static DecodeResult read(String json) {
    return CodeRequestMessageCodec.read(json.getBytes(UTF_8));
  }

  private static DecodeResult.Invalid invalid(String json) {
    DecodeResult decodeResult = read(json);
    assertThat(decodeResult).as(json).isInstanceOf(DecodeResult.Invalid.class);
    return (DecodeResult.Invalid) decodeResult;
  }

  private static List<RequestField> members() {
    return Stream.of(RequestField.values())
        .filter(requestField -> requestField != RequestField.BODY)
        .toList();
  }

  private static String nullable(RequestField requestField) {
    return requestField == RequestField.PAGE ? "other" : requestField.wireName();
  }

  private static String typeOf(RequestField requestField) {
    return switch (requestField) {
      case BODY, LINE_COLOR, CAMPAIGN -> "an object";
      case WIDTH -> "an integer";
      case AUTO_COLOR, HYALINE, CHECK_PATH -> "true";
      case APP, KIND, PAGE, SCENE, ENV, REVISION, REQUEST_ID, REFERENCE -> "a string";
    };
  }

  private static CodeRequestMessage anyMessage(RandomGenerator random) {
    return new CodeRequestMessage(
        text(random).orElse(null),
        text(random).orElse(null),
        text(random).orElse(null),
        text(random).orElse(null),
        random.nextBoolean() ? random.nextInt() : null,
        bool(random),
        random.nextBoolean()
            ? new CodeRequestMessage.Rgb(random.nextInt(), random.nextInt(), random.nextInt())
            : null,
        bool(random),
        text(random).orElse(null),
        text(random).orElse(null),
        bool(random),
        text(random).orElse(null),
        text(random).orElse(null),
        random.nextBoolean()
            ? new CampaignRow("c" + random.nextInt(), random.nextLong(1L << 62))
            : null);
  }

  private static Optional<String> text(RandomGenerator random) {
    String alphabet = "ab\"\\/{}[]:,\u0000\n\u007f页面\u2028 é";
    return random.nextBoolean()
        ? Optional.of(SeededRandom.text(random, alphabet, random.nextInt(20)))
        : Optional.empty();
  }

  private static Boolean bool(RandomGenerator random) {
    return random.nextBoolean() ? Boolean.valueOf(random.nextBoolean()) : null;
  }
}
