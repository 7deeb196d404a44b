package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.testing.Installation;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeState.Status;
import io.sunpress.request.CodeRequest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
  private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

  private final PendingRequests pending = new PendingRequests();
  private final CodeRequest request =
      Installation.judge()
          .judge(CodeRequestMessage.of("pages/a", "n=1"))
          .fold(
              valid -> valid,
              refused -> {
                throw new AssertionError(refused.toString());
              });

  @Test
  void aRequestIsKnownWhileItIsReadBack() {
    pending.add(request, AT, () -> LedgerEntry.NONE);
    LedgerEntry found =
        pending.over(
            request.id(),
            () -> {
              // Between the reading of the store and of the notes the writer does its work.
              pending.forget(
                  request.id(), LedgerEntry.NONE.asked(AT, Optional.of(request.picture())));
              return LedgerEntry.NONE;
            });
    assertThat(found.status()).isEqualTo(Status.QUEUED);
    assertThat(found.app()).contains(Installation.APP);
  }

  @Test
  void aRequestThatWasReadBackFirstLeavesNoNote() {
    LedgerEntry stored = LedgerEntry.NONE.asked(AT, Optional.empty());
    pending.add(request, AT, () -> stored);
    assertThat(pending.over(request.id(), () -> LedgerEntry.NONE)).isEqualTo(LedgerEntry.NONE);
  }

  @Test
  void laterOnesStayWhereAnEarlierOneIsReadBack() {
    pending.add(request, AT, () -> LedgerEntry.NONE);
    pending.add(request, AT.plusMillis(1), () -> LedgerEntry.NONE);
    pending.forget(request.id(), LedgerEntry.NONE.asked(AT, Optional.empty()));
    LedgerEntry found = pending.over(request.id(), () -> LedgerEntry.NONE);
    assertThat(found.state().askedAt()).contains(AT.plusMillis(1));
    assertThat(found.trail().open()).hasSize(1);
  }
}
