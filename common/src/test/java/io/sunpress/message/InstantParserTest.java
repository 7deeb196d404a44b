package io.sunpress.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantParserTest {
  private static final int[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};
  private static final String CHARACTERS = "0123456789-:.TZtz+ \u0661";

  @Test
  void readsBackEveryTimeThatIsWritten() {
    RandomGenerator random = SeededRandom.random("readsBackEveryTimeThatIsWritten");
    for (int i = 0; i < 20_000; i++) {
      int unit = UNITS[random.nextInt(UNITS.length)];
      Instant at =
          Instant.ofEpochSecond(
              random.nextLong(-70_000_000_000L, 260_000_000_000L),
              random.nextInt(1_000_000_000) / unit * unit);

      assertThat(InstantParser.parse(at.toString())).isEqualTo(at);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-08-01",
        "2026-08-01T12:00:00",
        "2026-08-01T12:00:00Z",
        "2026-08-01T12:00Z",
        "2026-08-01T12:00:00z",
        "2026-08-01T12:00:00.Z",
        "2026-08-01T12:00:00.1Z",
        "2026-08-01T12:00:00.0000000019Z",
        "2026-08-01T12:00:00+02:00",
        "2026-08-01T24:00:00Z",
        "2026-08-01T25:00:00Z",
        "2026-08-01T12:60:00Z",
        "2026-06-30T23:59:60Z",
        "2026-02-30T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-00-01T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z"
      })
  void takesEverySpellingAsJavaDoes(String text) {
    assertThat(read(InstantParser::parse, text)).isEqualTo(read(Instant::parse, text));
  }

  @Test
  void takesWhateverItReadsAsJavaDoes() {
    RandomGenerator random = SeededRandom.random("takesWhateverItReadsAsJavaDoes");
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder("2026-08-01T12:34:56.123456789Z");
      text.delete(19, 19 + random.nextInt(11));
      for (int j = random.nextInt(3); j >= 0; j--) {
        text.setCharAt(
            random.nextInt(text.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      }

      assertThat(read(InstantParser::parse, text.toString()))
          .as("%s", text)
          .isEqualTo(read(Instant::parse, text.toString()));
    }
  }

  private static Optional<Instant> read(Function<String, Instant> parse, String text) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
