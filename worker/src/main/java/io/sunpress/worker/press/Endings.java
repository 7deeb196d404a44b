package io.sunpress.worker.press;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.CodeError;
import io.sunpress.worker.publish.RejectedRecord;
import io.sunpress.worker.publish.RejectionRecords;
import io.sunpress.worker.publish.RetryingProducer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How records are let go of: when what became of them is said and acknowledged, and not before; or
 * handed back, for another to do.
 */
final class Endings {
  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  private final Jobs jobs;
  private final Verdicts verdicts;
  private final RejectionRecords rejectionRecords;
  private final RetryingProducer retryingProducer;
  private final PressMeter meter;

  Endings(
      Jobs jobs,
      Verdicts verdicts,
      RejectionRecords rejectionRecords,
      RetryingProducer retryingProducer,
      PressMeter meter) {
    this.jobs = jobs;
    this.verdicts = verdicts;
    this.rejectionRecords = rejectionRecords;
    this.retryingProducer = retryingProducer;
    this.meter = meter;
  }

  /** A job has ended. Of records that are another's by now, only a picture may be told. */
  void conclude(Job job, Outcome outcome) {
    List<Request> all = jobs.end(job);
    boolean ready = outcome instanceof Outcome.Stored;
    Map<Boolean, List<Request>> ours =
        all.stream().collect(Collectors.partitioningBy(request -> ready || request.claim().held()));
    ours.get(false).forEach(this::handBack);
    if (!ours.get(true).isEmpty()) {
      verdicts.of(ours.get(true), outcome).forEach(this::announce);
    }
  }

  /** A record that was not worked on, and never will be. */
  void giveUp(Request request, CodeError error) {
    verdicts.of(List.of(request), new Outcome.Failed(error, 0)).forEach(this::announce);
  }

  private void announce(Verdict verdict) {
    retryingProducer
        .send(verdict.announcement())
        .thenAccept(
            said -> {
              if (said) {
                meter.ended(verdict);
                verdict.told().forEach(request -> request.claim().finished());
              } else {
                verdict.told().forEach(this::handBack);
              }
            });
  }

  /** A record can never become a code. */
  void refuse(RejectedRecord refused, Acknowledgment acknowledgment) {
    log.info("Refused a record of {}: {}", refused.origin().topic(), refused.error());
    retryingProducer
        .send(rejectionRecords.of(refused, acknowledgment::held))
        .thenAccept(
            said -> {
              if (said) {
                meter.refused(refused);
                acknowledgment.finished();
              } else {
                handBack(acknowledgment);
              }
            });
  }

  /** All of a job's records. */
  void handBack(Job job) {
    jobs.end(job).forEach(this::handBack);
  }

  private void handBack(Request request) {
    handBack(request.claim());
  }

  /** One record. */
  void handBack(Acknowledgment acknowledgment) {
    meter.handedBack();
    acknowledgment.handBack();
  }
}
