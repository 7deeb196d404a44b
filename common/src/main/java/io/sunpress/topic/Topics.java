package io.sunpress.topic;

import io.sunpress.code.CodeId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * The topics of one installation, by name.
 *
 * @param prefix before every name; {@code sunpress.} by default
 * @param partitions of the topics that are keyed by code
 * @param retention how long requests, retries and events are kept
 */
public record Topics(String prefix, int partitions, Duration retention) {
  /** What an installation gets when it sets nothing. */
  public static final Topics DEFAULT = new Topics("sunpress.", 24, Duration.ofDays(30));

  public Topics {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(retention, "retention");
    if (!prefix.matches("[a-zA-Z0-9._-]{0,100}")) {
      throw new IllegalArgumentException("a topic prefix is made of a-z A-Z 0-9 . _ -");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1");
    }
  }

  /** Where other systems write; a source reads it. */
  public String inbox() {
    return prefix + "inbox";
  }

  /** Requests that somebody waits for. */
  public String requests() {
    return prefix + "requests";
  }

  /** Requests of campaigns and other bulk. */
  public String bulkRequests() {
    return prefix + "requests.bulk";
  }

  /** Codes' states, compacted. */
  public String answers() {
    return prefix + "answers";
  }

  /** The public events. */
  public String events() {
    return prefix + "events";
  }

  /** The workers' reports about apps, compacted. */
  public String apps() {
    return prefix + "apps";
  }

  /** Campaigns' records, compacted. */
  public String campaigns() {
    return prefix + "campaigns";
  }

  /** Records of throttled or stopped apps. */
  public String parked() {
    return prefix + "parked";
  }

  /** What could not be processed: the original bytes and why. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** Delayed requests: one topic per delay, since mixed due times can't be read in order. */
  public List<String> retries() {
    return Stream.of("1m", "10m", "1h").map(delay -> prefix + "retries." + delay).toList();
  }

  /**
   * A consumer group's name: {@code sunpress-worker} by default, {@code shop.sunpress-worker} under
   * a prefix of its own.
   */
  public String group(String name) {
    return prefix.equals(DEFAULT.prefix()) ? name : prefix + name;
  }

  /** The partition of everything that belongs to a code: both of its answers share one. */
  public int partition(CodeId id) {
    byte[] key = id.value().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** All of them, with what each needs of the broker. */
  public List<TopicSpec> all() {
    Stream<TopicSpec> keyedByCode =
        Stream.concat(
            Stream.concat(Stream.of(requests(), bulkRequests(), parked()), retries().stream())
                .map(name -> TopicSpec.kept(name, partitions, retention, true)),
            Stream.of(events(), deadLetters())
                .map(name -> TopicSpec.kept(name, partitions, retention, false)));
    Stream<TopicSpec> others =
        Stream.of(
            TopicSpec.inbox(inbox(), partitions),
            TopicSpec.compacted(answers(), partitions),
            TopicSpec.compacted(apps(), 1),
            TopicSpec.compacted(campaigns(), 1));
    return Stream.concat(keyedByCode, others).toList();
  }
}
