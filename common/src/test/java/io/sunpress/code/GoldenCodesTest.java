package io.sunpress.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.Examples;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds canonical form and ids where they are, for ever: a changed id is a broken cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCodesTest {
  private static final String REQUEST = "request ";

  @ParameterizedTest
  @MethodSource("ids")
  void namesACodeAsEver(String line) {
    int space = line.indexOf(' ');

    CodeId id = new CodeIdGenerator(Examples.KEY).of(spec(line.substring(space + 1)));

    assertThat(id).hasToString(line.substring(0, space));
  }

  @ParameterizedTest
  @MethodSource("canonicalForms")
  void writesTheCanonicalFormAsEver(String block) {
    int end = block.indexOf('\n');

    String form = CanonicalForm.of(spec(block.substring(REQUEST.length(), end)));

    assertThat(form).isEqualTo(block.substring(end + 1));
  }

  @Test
  void hasExamplesOfEveryKindEnvironmentAndFormat() {
    List<CodeSpec> specs =
        ids().stream().map(line -> spec(line.substring(line.indexOf(' ') + 1))).toList();

    assertThat(specs).hasSizeGreaterThanOrEqualTo(12);
    assertThat(specs).extracting(CodeSpec::kind).contains(CodeKind.values());
    assertThat(specs).extracting(CodeSpec::env).contains(EnvVersion.values());
    assertThat(specs).extracting(CodeSpec::format).contains(PictureFormat.values());
    assertThat(canonicalForms()).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void keepsTheFingerprintOfAKey() {
    assertThat(Examples.KEY.fingerprint()).isEqualTo("caa61d3715657a01");
  }

  static List<String> ids() {
    return lines("ids-1.txt").stream().filter(line -> !line.isEmpty()).toList();
  }

  static List<String> canonicalForms() {
    String text = String.join("\n", lines("canonical-1.txt"));
    return Arrays.stream(text.split("\n{2,}"))
        .map(block -> block.strip() + "\n")
        .filter(block -> block.startsWith(REQUEST))
        .toList();
  }

  private static CodeSpec spec(String json) {
    DecodeResult decodeResult = CodeRequestMessageCodec.read(json.getBytes(UTF_8));
    assertThat(decodeResult).isInstanceOf(DecodeResult.Message.class);
    return Examples.question(((DecodeResult.Message) decodeResult).value()).spec();
  }

  private static List<String> lines(String name) {
    try (InputStream file = GoldenCodesTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
