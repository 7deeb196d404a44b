package io.sunpress.worker.source;

import io.sunpress.request.Priority;
import io.sunpress.topic.RequiredAccess;
import io.sunpress.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The groups that a worker is a member of, and what it must be allowed to do at Kafka. */
public final class WorkerAccess {
  /** Reads the inbox. */
  public static final String INBOX_GROUP = "sunpress-inbox";

  /** Reads what is parked. */
  public static final String PARKED_GROUP = "sunpress-parked";

  private WorkerAccess() {}

  /** Reads a delay topic, whose name ends with how long it waits. */
  public static String delayGroup(String label) {
    return "sunpress-retries-" + label;
  }

  /**
   * It reads requests, the inbox and what was put aside, and writes everything but the inbox. Other
   * sources find out by themselves.
   */
  public static RequiredAccess of(Topics topics, Map<String, SourceProperties> sources) {
    List<String> reads = new ArrayList<>(topics.retries());
    reads.addAll(List.of(topics.requests(), topics.bulkRequests(), topics.parked()));
    List<String> writes = new ArrayList<>(reads);
    writes.addAll(List.of(topics.answers(), topics.events(), topics.apps(), topics.deadLetters()));
    List<String> groups = new ArrayList<>();
    Stream.of(Priority.values()).map(Priority::group).forEach(groups::add);
    topics.retries().stream()
        .map(topic -> delayGroup(topic.substring(topic.lastIndexOf('.') + 1)))
        .forEach(groups::add);
    groups.add(PARKED_GROUP);
    SourceProperties inbox = sources.get("inbox");
    if (inbox != null
        && inbox.enabled()
        && inbox.kafka() == null
        && SourceCompiler.topics("inbox", inbox, topics) instanceof SourceTopics.Named named) {
      reads.addAll(named.names());
      groups.add(INBOX_GROUP);
    }
    return RequiredAccess.of(reads, writes, groups.stream().map(topics::group).toList());
  }
}
