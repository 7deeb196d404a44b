package io.sunpress.message;

import static io.sunpress.message.AnswerExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import io.sunpress.message.CodeState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CodeStateTest {
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void isUnknownThenQueuedThenAnswered() {
    CodeState queued = CodeState.UNKNOWN.asked(NOON);

    assertThat(CodeState.UNKNOWN.status()).isEqualTo(Status.UNKNOWN);
    assertThat(queued.status()).isEqualTo(Status.QUEUED);
    assertThat(queued.answered(AnswerExamples.failed(NOON, 41030)).status())
        .isEqualTo(Status.FAILED);
    assertThat(queued.answered(AnswerExamples.ready(NOON, 1)).status()).isEqualTo(Status.READY);
  }

  @Test
  void neverAnswersANewQuestionByAnOldFailure() {
    CodeState failed = CodeState.UNKNOWN.asked(NOON).answered(AnswerExamples.failed(NOON, 41030));

    assertThat(failed.asked(NOON.plusMillis(1)).status()).isEqualTo(Status.QUEUED);
    assertThat(failed.asked(NOON).status()).as("the same one again").isEqualTo(Status.FAILED);
    assertThat(failed.asked(NOON.minusMillis(1)).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void staysReadyWhateverComes() {
    CodeState ready = CodeState.UNKNOWN.answered(AnswerExamples.ready(NOON, 1));

    assertThat(ready.asked(LATER).status()).isEqualTo(Status.READY);
    assertThat(ready.answered(AnswerExamples.failed(LATER, 41030)).status())
        .isEqualTo(Status.READY);
    assertThat(ready.asked(LATER).answered(AnswerExamples.failed(LATER, 41030)).ready())
        .contains(AnswerExamples.ready(NOON, 1));
  }

  @Test
  void tellsOfTwoFailuresThatOfTheLaterQuestion() {
    CodeState state =
        CodeState.UNKNOWN
            .answered(AnswerExamples.failed(LATER, 45029))
            .answered(AnswerExamples.failed(NOON, 41030));

    assertThat(state.failed()).contains(AnswerExamples.failed(LATER, 45029));
  }

  @Test
  void isTheSameInWhateverOrderItsRecordsAreRead() {
    RandomGenerator random = SeededRandom.random("isTheSameInWhateverOrderItsRecordsAreRead");
    for (int i = 0; i < 400; i++) {
      List<UnaryOperator<CodeState>> records = someRecords(random);
      Set<CodeState> states = new HashSet<>();
      permute(records, 0, () -> states.add(read(records)));

      assertThat(states).as("of %d records", records.size()).hasSize(1);
    }
  }

  @Test
  void isTheSameWhenARecordIsReadTwice() {
    RandomGenerator random = SeededRandom.random("isTheSameWhenARecordIsReadTwice");
    for (int i = 0; i < 400; i++) {
      List<UnaryOperator<CodeState>> records = someRecords(random);
      List<UnaryOperator<CodeState>> twice = new ArrayList<>(records);
      twice.addAll(records);

      assertThat(read(twice)).isEqualTo(read(records));
    }
  }

  private static CodeState read(List<UnaryOperator<CodeState>> records) {
    CodeState state = CodeState.UNKNOWN;
    for (UnaryOperator<CodeState> record : records) {
      state = record.apply(state);
    }
    return state;
  }

  /** Of few different times, so that many are equal. */
  private static List<UnaryOperator<CodeState>> someRecords(RandomGenerator random) {
    List<UnaryOperator<CodeState>> records = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      Instant askedAt = NOON.plusSeconds(random.nextInt(3));
      int number = random.nextInt(3);
      records.add(
          switch (random.nextInt(3)) {
            case 0 -> state -> state.asked(askedAt);
            case 1 -> state -> state.answered(AnswerExamples.failed(askedAt, number));
            default -> state -> state.answered(AnswerExamples.ready(askedAt, number));
          });
    }
    return records;
  }

  private static <T> void permute(List<T> list, int from, Runnable each) {
    if (from == list.size()) {
      each.run();
    }
    for (int i = from; i < list.size(); i++) {
      java.util.Collections.swap(list, from, i);
      permute(list, from + 1, each);
      java.util.Collections.swap(list, from, i);
    }
  }
}
