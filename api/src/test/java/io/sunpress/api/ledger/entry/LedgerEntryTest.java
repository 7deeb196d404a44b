package io.sunpress.api.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeState.Status;
import io.sunpress.message.ErrorClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Topics are read each in its own time: what comes of it must not depend on that. */
class LedgerEntryTest {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant SECOND = FIRST.plusSeconds(60);

  private static UnaryOperator<LedgerEntry> question(Instant at, int turns) {
    return entry -> entry.asked(at, Optional.empty(), Optional.empty(), turns);
  }

  private static UnaryOperator<LedgerEntry> delay(Instant at, int turn) {
    return entry -> entry.delayed(told(at, turn), Optional.empty());
  }

  private static RequestDelay told(Instant at, int turn) {
    return new RequestDelay(
        at,
        turn,
        CodeError.of(ErrorClass.BUSY, "turn " + turn),
        turn,
        Optional.of(at.plusSeconds(60L * turn)));
  }

  private static void inAnyOrder(
      List<UnaryOperator<LedgerEntry>> records, Optional<RequestDelay> expected) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      List<UnaryOperator<LedgerEntry>> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      LedgerEntry entry = LedgerEntry.NONE;
      for (UnaryOperator<LedgerEntry> record : shuffled) {
        entry = record.apply(entry);
      }
      assertThat(entry.delay()).as("seed %d, round %d", seed, i).isEqualTo(expected);
      assertThat(entry.status()).isEqualTo(Status.QUEUED);
    }
  }

  @Test
  void theSameRequestsAreOpenInWhateverOrderTheyAreRead() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<UnaryOperator<LedgerEntry>> records = new ArrayList<>();
    for (int i = 0; i < RequestHistory.MAX_OPEN + 20; i++) {
      Instant at = FIRST.plusMillis(i / 3);
      RequestFingerprint request = RequestFingerprint.of("r" + i, null, i % 2 == 0, at);
      records.add(entry -> entry.asked(at, Optional.empty()).requestedBy(request));
    }
    CodeAnswer failed =
        new CodeAnswer.Failed(
            new CodeId("0".repeat(26)),
            new AppId("wx0123456789abcdef"),
            CodeError.of(ErrorClass.BUSY, "x"),
            1,
            FIRST.plusMillis(10),
            FIRST.plusMillis(10));
    records.add(entry -> entry.answered(failed));
    Set<LedgerEntry> results = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(records, random);
      LedgerEntry entry = LedgerEntry.NONE;
      for (UnaryOperator<LedgerEntry> record : records) {
        entry = record.apply(entry);
      }
      results.add(entry);
    }
    assertThat(results).as("seed %d", seed).hasSize(1);
    assertThat(results.iterator().next().trail().open())
        .hasSizeBetween(1, RequestHistory.MAX_OPEN)
        .allMatch(request -> request.askedAt().isAfter(failed.askedAt()));
  }

  @Test
  void aQuestionWaitsWhileItWasPutAsideMoreOftenThanPutBack() {
    inAnyOrder(List.of(question(FIRST, 0), delay(FIRST, 1)), Optional.of(told(FIRST, 1)));
    inAnyOrder(List.of(question(FIRST, 0), delay(FIRST, 1), question(FIRST, 1)), Optional.empty());
    inAnyOrder(
        List.of(question(FIRST, 0), delay(FIRST, 1), question(FIRST, 1), delay(FIRST, 2)),
        Optional.of(told(FIRST, 2)));
    inAnyOrder(
        List.of(
            question(FIRST, 0),
            delay(FIRST, 1),
            question(FIRST, 1),
            delay(FIRST, 2),
            question(FIRST, 2)),
        Optional.empty());
  }

  @Test
  void onlyTheLastQuestionsWaitCounts() {
    inAnyOrder(List.of(question(FIRST, 0), delay(FIRST, 1), question(SECOND, 0)), Optional.empty());
    inAnyOrder(
        List.of(
            question(FIRST, 0),
            delay(FIRST, 1),
            question(FIRST, 1),
            delay(FIRST, 2),
            question(SECOND, 0),
            delay(SECOND, 1)),
        Optional.of(told(SECOND, 1)));
  }

  @Test
  void whatWaitsWasAskedEvenIfOnlyTheWaitingIsKnown() {
    LedgerEntry entry = delay(FIRST, 1).apply(LedgerEntry.NONE);
    assertThat(entry.status()).isEqualTo(Status.QUEUED);
    assertThat(entry.delay()).contains(told(FIRST, 1));
  }

  @Test
  void aTombstoneEndsWhatIsNotNewer() {
    LedgerEntry both = question(SECOND, 0).apply(delay(FIRST, 1).apply(LedgerEntry.NONE));
    assertThat(both.deleted(SECOND).isUnknown()).isTrue();
    assertThat(question(FIRST, 0).apply(both.deleted(SECOND)).isUnknown()).isTrue();
    assertThat(delay(FIRST, 2).apply(both.deleted(SECOND)).isUnknown()).isTrue();
    assertThat(both.deleted(FIRST).state().askedAt()).contains(SECOND);
    assertThat(question(SECOND.plusSeconds(1), 0).apply(both.deleted(SECOND)).status())
        .isEqualTo(Status.QUEUED);
  }
}
