package io.sunpress.api.ledger.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.testing.CapturedLog;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedStatusTest {
  private final CapturedLog heard = CapturedLog.everythingOf(List.of(LedgerFeed.class.getName()));
  private final FeedStatus trouble = new FeedStatus();

  @AfterEach
  void close() {
    heard.close();
  }

  @Test
  void isThereUntilReadingBegins() {
    assertThat(trouble.now()).isEqualTo("has not begun");
    trouble.isOver();
    assertThat(trouble.now()).isEmpty();
    assertThat(heard.lines()).isEmpty();
  }

  @Test
  void tellsHealthOfKafkaAtOnceAndTheLogTheSecondTimeAndThenNoMore() {
    trouble.is(new TimeoutException("away"));
    assertThat(trouble.now()).startsWith("Kafka: away");
    assertThat(heard.lines()).isEmpty();
    trouble.is(new TimeoutException("away"));
    trouble.is(new TimeoutException("away"));
    assertThat(heard.lines())
        .singleElement()
        .asString()
        .startsWith("The ledger does not read on: Kafka: away");
  }

  @Test
  void tellsAnotherReasonAndTheSameOneAgainOnceItHasReadInBetween() {
    trouble.is(new TimeoutException("away"));
    trouble.is(new TimeoutException("away"));
    trouble.is(new KafkaException(new DisconnectException("gone")));
    assertThat(heard.lines()).hasSize(2).last().asString().endsWith("Kafka: gone");
    trouble.isOver();
    trouble.is(new TimeoutException("away"));
    assertThat(heard.lines()).hasSize(2);
    trouble.is(new TimeoutException("away"));
    assertThat(heard.lines()).hasSize(3);
  }

  @Test
  void tellsOfABrokenDirectoryAtOnceAndOnce() {
    trouble.isOver();
    trouble.is(new LedgerBrokenException("the disk is full", null));
    trouble.is(new LedgerBrokenException("the disk is full", null));
    assertThat(trouble.now()).isEqualTo("the disk is full");
    assertThat(heard.lines()).containsExactly("The ledger does not read on: the disk is full");
  }

  @Test
  void tellsOfABugEachTime() {
    trouble.isABug(new IllegalStateException("a bug"));
    trouble.isABug(new IllegalStateException("a bug"));
    assertThat(trouble.now()).isEqualTo("IllegalStateException");
    assertThat(heard.lines()).hasSize(2);
  }

  @Test
  void passesWithALookThatKafkaAnswers() {
    trouble.looked(false);
    assertThat(trouble.now()).isEqualTo("Kafka does not answer");
    trouble.looked(true);
    assertThat(trouble.now()).isEmpty();
    assertThat(heard.lines()).isEmpty();
  }
}
