package io.sunpress.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCauseTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void readsTheEntryThatItWrites() {
    FailureCause numbered =
        new FailureCause(TIME, "busy", OptionalInt.of(-1), "system error rid: 1");
    assertThat(numbered.entry()).isEqualTo("2026-11-01T00:00:00Z busy -1 system error rid: 1");
    assertThat(FailureCause.parse(numbered.entry())).contains(numbered);
    FailureCause ours = new FailureCause(TIME, "request", OptionalInt.empty(), "");
    assertThat(FailureCause.parse(ours.entry())).contains(ours);
  }

  @Test
  void knowsWeChatsCausesByNumberAndOursByText() {
    FailureCause busy = new FailureCause(TIME, "busy", OptionalInt.of(-1), "system error rid: 1");
    assertThat(busy.isSameAs(new FailureCause(Instant.MAX, "busy", OptionalInt.of(-1), "rid: 2")))
        .isTrue();
    assertThat(busy.isSameAs(new FailureCause(TIME, "busy", OptionalInt.empty(), busy.text())))
        .isFalse();
    assertThat(busy.isSameAs(new FailureCause(TIME, "unknown", OptionalInt.of(-1), busy.text())))
        .isFalse();
    FailureCause silent = new FailureCause(TIME, "busy", OptionalInt.empty(), "no reply");
    assertThat(silent.isSameAs(new FailureCause(TIME, "busy", OptionalInt.empty(), "no reply")))
        .isTrue();
    assertThat(silent.isSameAs(new FailureCause(TIME, "busy", OptionalInt.empty(), "HTTP 502")))
        .isFalse();
  }

  @Test
  void isOneLineThatMovesNoCursor() {
    FailureCause odd =
        new FailureCause(
            TIME, "busy", OptionalInt.empty(), "a\u001b[2J\nb\u202ec\u2028" + "x".repeat(999));
    assertThat(odd.text()).startsWith("a [2J b c x").hasSize(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday busy -1 text", "2026-11-01T00:00:00Z busy", "x busy 99999999999 y"})
  void ignoresEntriesThatAreNone(String entry) {
    assertThat(FailureCause.parse(entry)).isEmpty();
  }
}
