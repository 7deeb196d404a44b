package io.sunpress.worker.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeathTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void readsTheEntryThatItWrites() {
    Death numbered = new Death(TIME, "busy", OptionalInt.of(-1), "system error rid: 1");
    assertThat(numbered.entry()).isEqualTo("2026-11-01T00:00:00Z busy -1 system error rid: 1");
    assertThat(Death.parse(numbered.entry())).contains(numbered);
    Death ours = new Death(TIME, "request", OptionalInt.empty(), "");
    assertThat(Death.parse(ours.entry())).contains(ours);
  }

  @Test
  void knowsWeChatsCausesByNumberAndOursByText() {
    Death busy = new Death(TIME, "busy", OptionalInt.of(-1), "system error rid: 1");
    assertThat(busy.sameCause(new Death(Instant.MAX, "busy", OptionalInt.of(-1), "rid: 2")))
        .isTrue();
    assertThat(busy.sameCause(new Death(TIME, "busy", OptionalInt.empty(), busy.text()))).isFalse();
    assertThat(busy.sameCause(new Death(TIME, "unknown", OptionalInt.of(-1), busy.text())))
        .isFalse();
    Death silent = new Death(TIME, "busy", OptionalInt.empty(), "no reply");
    assertThat(silent.sameCause(new Death(TIME, "busy", OptionalInt.empty(), "no reply"))).isTrue();
    assertThat(silent.sameCause(new Death(TIME, "busy", OptionalInt.empty(), "HTTP 502")))
        .isFalse();
  }

  @Test
  void isOneLineThatMovesNoCursor() {
    Death odd =
        new Death(
            TIME, "busy", OptionalInt.empty(), "a\u001b[2J\nb\u202ec\u2028" + "x".repeat(999));
    assertThat(odd.text()).startsWith("a [2J b c x").hasSize(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday busy -1 text", "2026-11-01T00:00:00Z busy", "x busy 99999999999 y"})
  void ignoresEntriesThatAreNone(String entry) {
    assertThat(Death.parse(entry)).isEmpty();
  }
}
