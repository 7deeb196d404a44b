package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.Scribe;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final CodeId ID = new CodeId("0123456789abcdefghjkmnpqrs");
  private static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");
  private static final CodeAnswer.Ready GONE = Scribe.readyAnswer(ID, ASKED);
  private static final Entry READY =
      Entry.NONE.asked(ASKED, Optional.of(GONE.picture())).answered(GONE);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Losses losses = new Losses(Duration.ofMinutes(15), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void oneReaderInAWhileIsTheFirstToNotice() {
    assertThat(losses.notice(GONE)).isTrue();
    assertThat(losses.notice(GONE)).isFalse();
    pass(Duration.ofMinutes(15));
    assertThat(losses.notice(GONE)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(losses.notice(GONE)).isTrue();
    losses.forget(ID);
    assertThat(losses.notice(GONE)).isTrue();
  }

  @Test
  void aCodeIsNotReadyFromTheConfirmationOnAndForAWhile() {
    losses.notice(GONE);
    assertThat(losses.over(ID, READY)).isEqualTo(READY);
    losses.confirm(ID);
    assertThat(losses.over(ID, READY).isUnknown()).isTrue();
    assertThat(losses.over(ID, READY).picture()).contains(GONE.picture());
    // Somebody may have put the picture back: the bucket is looked into again.
    pass(Duration.ofMinutes(16));
    assertThat(losses.over(ID, READY)).isEqualTo(READY);
  }

  @Test
  void whatCameAfterTheLostPictureCounts() {
    losses.notice(GONE);
    losses.confirm(ID);
    Entry asked = READY.asked(ASKED.plusSeconds(60), Optional.empty());
    assertThat(losses.over(ID, asked).status()).isEqualTo(Status.QUEUED);
    Entry again = asked.answered(Scribe.readyAnswer(ID, ASKED.plusSeconds(60)));
    assertThat(losses.over(ID, again)).isEqualTo(again);
    assertThat(losses.over(new CodeId("zzzzzzzzzzzzzzzzzzzzzzzzzz"), READY)).isEqualTo(READY);
  }
}
