package io.sunpress.worker.pipeline;

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
final class ResultPublisher {
  private static final Logger log = LoggerFactory.getLogger(ResultPublisher.class);

  private final CodeTasks tasks;
  private final ResultMessages messages;
  private final RejectionRecords rejectionRecords;
  private final RetryingProducer retryingProducer;
  private final PipelineMetrics metrics;

  ResultPublisher(
      CodeTasks tasks,
      ResultMessages messages,
      RejectionRecords rejectionRecords,
      RetryingProducer retryingProducer,
      PipelineMetrics metrics) {
    this.tasks = tasks;
    this.messages = messages;
    this.rejectionRecords = rejectionRecords;
    this.retryingProducer = retryingProducer;
    this.metrics = metrics;
  }

  /** A task has ended. Of records that are another's by now, only a picture may be told. */
  void conclude(CodeTask task, ProcessingResult outcome) {
    List<Request> all = tasks.end(task);
    boolean ready = outcome instanceof ProcessingResult.Stored;
    Map<Boolean, List<Request>> ours =
        all.stream().collect(Collectors.partitioningBy(request -> ready || request.claim().held()));
    ours.get(false).forEach(this::handBack);
    if (!ours.get(true).isEmpty()) {
      publish(messages.of(ours.get(true), outcome));
    }
  }

  /** A record that was not worked on, and never will be. */
  void giveUp(Request request, CodeError error) {
    publish(messages.of(List.of(request), new ProcessingResult.Failed(error, 0)));
  }

  /** One is published on this thread; several, each of its own record, all at once. */
  private void publish(List<PublishedResult> results) {
    if (results.size() == 1) {
      PublishedResult only = results.get(0);
      acknowledge(only, retryingProducer.publish(only.announcement()));
      return;
    }
    results.forEach(
        result ->
            retryingProducer
                .send(result.announcement())
                .thenAccept(published -> acknowledge(result, published)));
  }

  private void acknowledge(PublishedResult result, boolean published) {
    if (published) {
      metrics.ended(result);
      result.told().forEach(request -> request.claim().finished());
    } else {
      result.told().forEach(this::handBack);
    }
  }

  /** A record can never become a code. */
  void refuse(RejectedRecord refused, Acknowledgment acknowledgment) {
    log.info("Refused a record of {}: {}", refused.origin().topic(), refused.error());
    if (retryingProducer.publish(rejectionRecords.of(refused, acknowledgment::held))) {
      metrics.refused(refused);
      acknowledgment.finished();
    } else {
      handBack(acknowledgment);
    }
  }

  /** All of a task's records. */
  void handBack(CodeTask task) {
    tasks.end(task).forEach(this::handBack);
  }

  private void handBack(Request request) {
    handBack(request.claim());
  }

  /** One record. */
  void handBack(Acknowledgment acknowledgment) {
    metrics.handedBack();
    acknowledgment.handBack();
  }
}
