package io.sunpress.worker.source;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * A topic of other systems, and how its records become requests.
 *
 * @param enabled whether this worker reads it
 * @param topic its name; the source {@code inbox} has {@code inbox} under the installation's prefix
 * @param topics several topics instead
 * @param pattern a regular expression instead: every topic whose whole name matches
 * @param format {@code json}, {@code avro}, or the name of a format that was added
 * @param registry where Avro's schemas are
 * @param when a CEL expression: which records are of interest; empty: all
 * @param each a CEL expression for a list, each element of which is a request; empty: the record is
 * @param ask a template for each member of the request; empty: records are our own messages
 * @param apps which mini-programs it may request codes for; empty: all that are configured
 * @param lane how urgent its requests are
 * @param oncePer for how long a request of this source is not repeated; zero: never passed over
 * @param start where a new group begins: {@code earliest} or {@code latest}
 * @param group the consumer group; empty: {@code sunpress-source-} and the source's name
 * @param kafka its own cluster, as {@code spring.kafka} is written; it inherits nothing
 */
public record SourceProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String topic,
    @DefaultValue List<String> topics,
    @DefaultValue("") String pattern,
    @DefaultValue("json") String format,
    @Nullable RegistryProperties registry,
    @DefaultValue("") String when,
    @DefaultValue("") String each,
    @DefaultValue Map<String, String> ask,
    @DefaultValue List<AppId> apps,
    @DefaultValue("bulk") Priority lane,
    @DefaultValue("0s") Duration oncePer,
    @DefaultValue("earliest") StartPosition start,
    @DefaultValue("") String group,
    @Nullable KafkaProperties kafka) {
  public SourceProperties {
    topics = List.copyOf(topics);
    ask = Map.copyOf(ask);
    apps = List.copyOf(apps);
  }

  /** Where a group begins that has committed nothing. */
  public enum StartPosition {
    /** At the oldest record that the topic still has. */
    EARLIEST,
    /** At the next record. */
    LATEST;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A schema registry.
   *
   * @param url its address, without {@code /schemas}
   * @param username for HTTP Basic; empty: none
   * @param passwordFile the file that holds the password; read for each request
   * @param tokenFile the file that holds a bearer token instead; read for each request
   */
  public record RegistryProperties(
      URI url,
      @DefaultValue("") String username,
      @DefaultValue("") String passwordFile,
      @DefaultValue("") String tokenFile) {}
}
