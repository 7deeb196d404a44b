package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.DelayRecords;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.publish.DeadLetterRecords;
import io.sunpress.worker.publish.OutcomeRecords;
import io.sunpress.worker.publish.RejectionRecords;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Clock;
import java.util.List;

/**
 * How results are published.
 *
 * @param outbox sends the records
 * @param topics where to
 * @param delays what a request waits in, one after the other
 * @param urls the addresses of pictures
 * @param expiry ends what nothing has answered in time
 */
public record Publishing(
    RetryingProducer outbox,
    Topics topics,
    List<RetryDelay> delays,
    PictureUrlBuilder urls,
    RequestExpiry expiry) {
  public Publishing {
    delays = List.copyOf(delays);
  }

  ResultPublisher publisher(CodeTasks tasks, Clock clock, PipelineMetrics metrics) {
    OutcomeRecords outcomeRecords = new OutcomeRecords(topics);
    DeadLetterRecords deadLetterRecords = new DeadLetterRecords(topics, clock);
    return new ResultPublisher(
        tasks,
        new ResultMessages(
            outcomeRecords, deadLetterRecords, new DelayRecords(topics), delays, urls, clock),
        new RejectionRecords(outcomeRecords, deadLetterRecords, clock),
        outbox,
        metrics);
  }
}
