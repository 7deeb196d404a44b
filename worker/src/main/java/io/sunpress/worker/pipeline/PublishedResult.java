package io.sunpress.worker.pipeline;

import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.publish.PublishBatch;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of some requests of one task, and what is said about it.
 *
 * @param told the requests
 * @param outcome theirs, which need not be the task's: of those that are postponed, some may be
 *     dead
 * @param delay where they wait, if they are postponed
 * @param announcement what is said
 */
record PublishedResult(
    List<Request> told,
    ProcessingResult outcome,
    Optional<RetryDelay> delay,
    PublishBatch announcement) {
  PublishedResult {
    told = List.copyOf(told);
  }
}
