package io.sunpress.worker.deadletters;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import io.sunpress.worker.command.Arguments;
import io.sunpress.worker.command.CommandSettings;
import io.sunpress.worker.command.UsageException;
import io.sunpress.worker.source.InboxProperties;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.BeansException;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code dead-letters list} and {@code dead-letters replay}. */
public final class DeadLettersCommand {
  /** What calls it. */
  public static final String NAME = "dead-letters";

  private static final String USAGE =
      """
      usage: java -jar worker.jar dead-letters list|replay [options] [--sunpress.…=… as for the worker]
        --errcode=41030 --class=busy --app=wx… --campaign=…   only those
        --since=2026-11-01T00:00:00Z|PT2H --until=…           given up in that time; PT2H: two hours ago
        --limit=N                                             the N oldest of them
        list:   --format=table|json
        replay: --dry-run, --rate=N a second (50), --force    also what died twice of the same cause\
      """;

  /** Little at a time, since partitions are held back. A larger letter comes whole, by itself. */
  private static final Map<String, Object> READING =
      Map.of(
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          10_000,
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          8_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          512 << 10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          4 << 20);

  private static final Map<String, Object> WRITING =
      Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final Time time;

  /**
   * @param out for the answer
   * @param err for what keeps it from coming
   * @param clock what ages are counted back from
   * @param time what the rate is kept by
   */
  public DeadLettersCommand(PrintStream out, PrintStream err, Clock clock, Time time) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.time = time;
  }

  /**
   * Runs it.
   *
   * @param arguments what follows the command's name
   * @return 0; 1 where it could not be done, or not wholly; 2 where it was called wrongly
   */
  public int run(List<String> arguments) {
    try {
      return run(Wish.of(arguments, clock));
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    } catch (BeansException e) {
      err.println("The settings can't be used: " + CommandSettings.causeOf(e));
    } catch (KafkaException e) {
      err.println("Kafka: " + e.getClass().getSimpleName() + ": " + CommandSettings.causeOf(e));
    }
    return 1;
  }

  private int run(Wish wish) {
    try (ConfigurableApplicationContext beans = CommandSettings.open(wish.settings())) {
      Topics topics = beans.getBean(Topics.class);
      KafkaClientFactory kafka = beans.getBean(KafkaClientFactory.class);
      try (LetterReader reader =
          new LetterReader(kafka.rawConsumer(READING), topics.deadLetters(), time::nanos)) {
        Optional<AppId> defaultApp = beans.getBean(ConfiguredApps.class).defaultApp();
        Function<ConsumerRecord<byte[], byte[]>, Letter> letters =
            record -> Letter.of(record, defaultApp);
        Holdings holdings = Holdings.read(reader, letters, wish.filter());
        if (!wish.replay()) {
          return list(reader, letters, holdings, wish);
        }
        String inbox = beans.getBean(InboxProperties.class).topicOf(topics);
        Replay replay = new Replay(new Destinations(topics, inbox), letters, out);
        reader.forEach(
            holdings.open(),
            letters,
            letter -> replay.choose(letter, wish.limit(), wish.force(), wish.dryRun()));
        return replay(replay, holdings, wish, reader, kafka);
      }
    }
  }

  private int list(
      LetterReader reader,
      Function<ConsumerRecord<byte[], byte[]>, Letter> letters,
      Holdings holdings,
      Wish wish) {
    Map<String, Integer> kinds = new TreeMap<>();
    reader.forEach(
        holdings.open().stream().limit(wish.limit()).toList(),
        letters,
        letter -> {
          wish.format().print(letter, out);
          kinds.merge(letter.death().kind(), 1, Integer::sum);
        });
    wish.format().summary(kinds, holdings.replayed(), out);
    return 0;
  }

  private int replay(
      Replay replay, Holdings holdings, Wish wish, LetterReader reader, KafkaClientFactory kafka) {
    if (wish.dryRun()) {
      out.println(replay.counts(true, holdings.replayed()));
      return 0;
    }
    try (Producer<byte[], byte[]> producer = kafka.rawProducer(WRITING)) {
      replay.run(reader, producer, new Pace(wish.rate(), time));
    } finally {
      out.println(replay.counts(false, holdings.replayed()));
    }
    return replay.isComplete() ? 0 : 1;
  }

  /**
   * What is asked for.
   *
   * @param rate how many a second
   */
  private record Wish(
      boolean replay,
      Filter filter,
      int limit,
      Listing format,
      boolean dryRun,
      boolean force,
      int rate,
      List<String> settings) {

    static Wish of(List<String> given, Clock clock) {
      boolean replay = List.of("replay").equals(given.stream().limit(1).toList());
      Set<String> valued = new HashSet<>(Filter.OPTIONS);
      valued.addAll(Set.of("limit", replay ? "rate" : "format"));
      Set<String> switches = replay ? Set.of("dry-run", "force") : Set.of();
      Arguments arguments = Arguments.parse(given, valued, switches);
      if (!replay && !arguments.words().equals(List.of("list")) || arguments.words().size() != 1) {
        throw new UsageException("dead-letters either list or replay");
      }
      return new Wish(
          replay,
          Filter.of(arguments, clock),
          arguments.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
          format(arguments.option("format").orElse("table")),
          arguments.has("dry-run"),
          arguments.has("force"),
          arguments.number("rate", 50, 1, 1_000),
          arguments.settings());
    }

    private static Listing format(String word) {
      return switch (word) {
        case "table" -> Listing.TABLE;
        case "json" -> Listing.JSON;
        default -> throw new UsageException("--format is table or json");
      };
    }
  }
}
