package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CodeAnswerCodecTest {
  private static final String ID = AnswerExamples.ID.value();

  @Test
  void readsBackWhatItWrites() {
    RandomGenerator random = SeededRandom.random("readsBackWhatItWrites");
    for (int i = 0; i < 5_000; i++) {
      CodeAnswer codeAnswer = AnswerExamples.any(random);

      assertThat(
              CodeAnswerCodec.read(
                  CodeAnswerCodec.key(codeAnswer), CodeAnswerCodec.write(codeAnswer)))
          .contains(codeAnswer);
    }
  }

  @Test
  void keepsReadyAndFailedUnderKeysOfTheirOwn() {
    String ready = CodeAnswerCodec.key(AnswerExamples.ready(AnswerExamples.NOON, 1));
    String failed = CodeAnswerCodec.key(AnswerExamples.failed(AnswerExamples.NOON, 41030));

    assertThat(ready).isEqualTo(ID);
    assertThat(failed).isEqualTo(ID + "!");
    assertThat(CodeAnswerCodec.id(ready)).contains(AnswerExamples.ID);
    assertThat(CodeAnswerCodec.id(failed)).contains(AnswerExamples.ID);
  }

  @Test
  void writesNothingThatWasAsked() {
    JsonNode ready = json(AnswerExamples.ready(AnswerExamples.NOON, 1));
    JsonNode failed = json(AnswerExamples.failed(AnswerExamples.NOON, 41030));

    assertThat(ready.propertyNames())
        .containsExactly(
            "status", "app", "contentType", "bytes", "sha256", "attempts", "askedAt", "finishedAt");
    assertThat(failed.propertyNames())
        .containsExactly("status", "app", "error", "attempts", "askedAt", "finishedAt");
    assertThat(failed.get("error").propertyNames())
        .containsExactly("class", "errcode", "errmsg", "rid");
    assertThat(failed.get("askedAt").stringValue()).isEqualTo("2026-08-01T12:00:00.123Z");
  }

  @Test
  void readsATombstoneAsNothing() {
    assertThat(CodeAnswerCodec.read(ID, null)).isEmpty();
    assertThat(CodeAnswerCodec.read(ID + "!", null)).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "x", "campaign-1", "0123456789abcdefghjkmnpqrs!!"})
  void knowsNothingUnderAKeyThatIsNoneOfOurs(String key) {
    byte[] value = CodeAnswerCodec.write(AnswerExamples.ready(AnswerExamples.NOON, 1));

    assertThat(CodeAnswerCodec.id(key)).isEmpty();
    assertThat(CodeAnswerCodec.read(key, value)).isEmpty();
  }

  @Test
  void leavesAStatusOfANewerWriterAlone() {
    assertThat(CodeAnswerCodec.read(ID, change("\"ready\"", "\"shredded\""))).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, change("image/jpeg", "image/avif"))).isEmpty();
  }

  @Test
  void takesAnErrorClassOfANewerWriterForUnknown() {
    CodeAnswer.Failed failed = AnswerExamples.failed(AnswerExamples.NOON, 41030);
    String text =
        new String(CodeAnswerCodec.write(failed), UTF_8).replace("\"request\"", "\"moody\"");

    assertThat(CodeAnswerCodec.read(ID + "!", text.getBytes(UTF_8)))
        .get()
        .isInstanceOfSatisfying(
            CodeAnswer.Failed.class,
            read -> assertThat(read.error().type()).isEqualTo(ErrorClass.UNKNOWN));
  }

  @Test
  void readsRubbishAsNothing() {
    for (String text :
        List.of(
            "",
            " ",
            "x",
            "null",
            "1",
            "[]",
            "{}",
            "\"ready\"",
            "{\"status\":\"ready\"}",
            "{\"status\":{},\"app\":[]}",
            "{\"status\":\"ready\",\"app\":\"wx0\",\"askedAt\":\"2026-08-01T12:00:00Z\"}")) {
      assertThat(CodeAnswerCodec.read(ID, text.getBytes(UTF_8))).as(text).isEmpty();
    }
    assertThat(CodeAnswerCodec.read(ID, change("12:00", "25:00"))).as("no such hour").isEmpty();
  }

  @Test
  void readsNoMemberTwiceAndNothingAfterTheEnd() {
    assertThat(CodeAnswerCodec.read(ID, change("{", "{\"attempts\":2,"))).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, change("{", "{\"x\":{\"y\":1,\"y\":2},"))).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, change("}", "} {}"))).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, change("}", "}}"))).isEmpty();
    assertThat(CodeAnswerCodec.read(ID, change("}", ""))).isEmpty();
  }

  @Test
  void readsOverMembersOfANewerWriter() {
    assertThat(
            CodeAnswerCodec.read(ID, change("{", "{\"x\":{\"status\":\"failed\"},\"y\":[1,{}],")))
        .contains(AnswerExamples.ready(AnswerExamples.NOON, 1));
  }

  @Test
  void neverThrowsWhateverTheBytes() {
    RandomGenerator random = SeededRandom.random("neverThrowsWhateverTheBytes");
    byte[] whole = CodeAnswerCodec.write(AnswerExamples.failed(AnswerExamples.NOON, 41030));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      assertThat(CodeAnswerCodec.read(ID, bytes)).isNotNull();
    }
  }

  private static byte[] change(String from, String to) {
    String text =
        new String(CodeAnswerCodec.write(AnswerExamples.ready(AnswerExamples.NOON, 1)), UTF_8);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(UTF_8);
  }

  private static JsonNode json(CodeAnswer codeAnswer) {
    return JsonMapper.shared().readTree(CodeAnswerCodec.write(codeAnswer));
  }
}
