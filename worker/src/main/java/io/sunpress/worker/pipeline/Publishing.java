package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureUrls;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.DeadLetters;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.announce.Refusals;
import io.sunpress.worker.announce.Wire;
import io.sunpress.worker.retry.Delay;
import io.sunpress.worker.retry.Shelf;
import java.time.Clock;
import java.util.List;

/**
 * How results are published.
 *
 * @param outbox sends the records
 * @param topics where to
 * @param delays what a request waits in, one after the other
 * @param urls the addresses of pictures
 */
public record Publishing(Outbox outbox, Topics topics, List<Delay> delays, PictureUrls urls) {
  public Publishing {
    delays = List.copyOf(delays);
  }

  ResultPublisher publisher(CodeTasks tasks, Clock clock, PipelineMetrics metrics) {
    Wire wire = new Wire(topics);
    DeadLetters deadLetters = new DeadLetters(topics, clock);
    return new ResultPublisher(
        tasks,
        new ResultMessages(wire, deadLetters, new Shelf(topics), delays, urls, clock),
        new Refusals(wire, deadLetters, clock),
        outbox,
        metrics);
  }
}
