package io.sunpress.api.ledger.feed;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.kafka.KafkaErrorText;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a ledger does not read on: health asks for it at any time, from any thread, and the log is
 * told each reason once. Only the thread that reads says what has happened.
 */
final class FeedStatus {
  // In the log it is the reader that speaks.
  private static final Logger log = LoggerFactory.getLogger(LedgerFeed.class);
  private static final int WORTH_A_WARNING = 2;

  private volatile String now = "has not begun";
  private int failures;
  private String warned = "";

  /** In a few words; empty where there is none. */
  String now() {
    return now;
  }

  /** It reads: whatever comes after this is new. */
  void isOver() {
    now = "";
    failures = 0;
    warned = "";
  }

  /** A look at the topics has ended. A consumer does not tell that its broker is away. */
  void looked(boolean kafkaAnswered) {
    now = kafkaAnswered ? "" : "Kafka does not answer";
  }

  /**
   * Once is nothing to warn of: topics that were made a moment ago are not open yet, and are so at
   * the next try.
   */
  void is(KafkaException e) {
    failures++;
    now = "Kafka: " + KafkaErrorText.of(e);
    if (failures >= WORTH_A_WARNING && !now.equals(warned)) {
      log.warn("The ledger does not read on: {}", now);
      warned = now;
    }
  }

  void is(LedgerBrokenException e) {
    String why = e.getMessage();
    if (!why.equals(now)) {
      log.warn("The ledger does not read on: {}", why, e);
    }
    now = why;
  }

  /** Nothing that was foreseen: told every time. */
  void isABug(Throwable e) {
    log.error("The ledger's reader failed and begins again", e);
    now = e.getClass().getSimpleName();
  }
}
