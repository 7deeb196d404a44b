package io.sunpress.api.pictures;

import io.sunpress.api.asking.Desk;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerBrokenException;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeRequestMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again for pictures that are ready and gone from the bucket: once, however many readers find
 * them missing, and not again before a while has passed. The question is read back from its topic;
 * where Kafka keeps it no longer nobody can ask but who knows the page and the scene, and the code
 * counts as unknown from then on, so that asking works.
 */
final class Repair {
  private static final Logger log = LoggerFactory.getLogger(Repair.class);

  private final Ledger ledger;
  private final Desk desk;
  private final Duration askAgainAfter;
  private final Clock clock;
  private final Executor worker;

  /**
   * @param askAgainAfter how old another instance's question must be before one of ours is added
   * @param worker reads questions back: a second or so for each
   */
  Repair(Ledger ledger, Desk desk, Duration askAgainAfter, Clock clock, Executor worker) {
    this.ledger = ledger;
    this.desk = desk;
    this.askAgainAfter = askAgainAfter;
    this.clock = clock;
    this.worker = worker;
  }

  /** Takes note of a missing picture; returns at once. */
  void missing(CodeAnswer.Ready gone) {
    if (!ledger.losses().notice(gone)) {
      return;
    }
    log.warn("Picture {} is ready but not in the bucket", gone.picture());
    try {
      worker.execute(() -> askAgain(gone));
    } catch (RejectedExecutionException e) {
      ledger.losses().forget(gone.id());
    }
  }

  private void askAgain(CodeAnswer.Ready gone) {
    CodeId id = gone.id();
    try {
      if (wasAskedSince(gone)) {
        ledger.losses().confirm(id);
        return;
      }
      Optional<CodeRequestMessage> question = ledger.recall(id);
      if (question.isEmpty()) {
        log.warn("The question for {} is kept no longer: somebody has to ask it anew", id);
        ledger.losses().confirm(id);
        return;
      }
      desk.askAgain(id, asOurs(question.get())).thenAccept(asked -> settle(id, asked));
    } catch (KafkaException | LedgerBrokenException | IllegalStateException e) {
      log.warn("Picture {} can't be asked for again now: {}", gone.picture(), e.toString());
      ledger.losses().forget(id);
    }
  }

  private void settle(CodeId id, boolean asked) {
    if (asked) {
      ledger.losses().confirm(id);
    } else {
      ledger.losses().forget(id);
    }
  }

  /** Whoever asked the first time has had his event. */
  private static CodeRequestMessage asOurs(CodeRequestMessage question) {
    return question.withAsker(null, null).withoutCampaign();
  }

  /** Another instance may have noticed first. */
  private boolean wasAskedSince(CodeAnswer.Ready gone) {
    Instant lately = clock.instant().minus(askAgainAfter);
    return ledger
        .find(gone.id())
        .state()
        .askedAt()
        .filter(asked -> asked.isAfter(gone.finishedAt()) && asked.isAfter(lately))
        .isPresent();
  }
}
