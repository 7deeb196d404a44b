package io.sunpress.cli.source;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import io.sunpress.worker.source.RecordEvaluator;
import io.sunpress.worker.source.SourceCompiler;
import io.sunpress.worker.source.SourceConsumers;
import io.sunpress.worker.source.SourceProperties;
import io.sunpress.worker.source.SourceTopics;
import io.sunpress.worker.source.SourcesBinder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;

/** A source, ready to be tried on records. */
final class SourceTrial {
  private static final Pattern APP_ID = Pattern.compile("wx[0-9a-f]{16}");

  /** Names of codes are not printed, so any key does. */
  private static final IdKey ANY_KEY = IdKey.of(Secret.of("0".repeat(IdKey.MIN_LENGTH)));

  private final SourceProperties source;
  private final SourceTopics topics;
  private final RecordEvaluator evaluator;

  private SourceTrial(SourceProperties source, SourceTopics topics, RecordEvaluator evaluator) {
    this.source = source;
    this.topics = topics;
    this.evaluator = evaluator;
  }

  /**
   * Checks a source as the worker does at its start.
   *
   * @throws InvalidConfigurationException where there is none of this name, or a setting is wrong
   */
  static SourceTrial of(ConfigurableApplicationContext context, String name) {
    SourceProperties source = SourcesBinder.bind(context.getEnvironment()).get(name);
    if (source == null) {
      throw new InvalidConfigurationException(
          "There is no source " + name, "Add sunpress.sources." + name + ", or correct --source.");
    }
    CodeIdGenerator codeIds = new CodeIdGenerator(ANY_KEY);
    RequestIdGenerator requestIds = new RequestIdGenerator(Clock.systemUTC());
    SourceCompiler compiler =
        new SourceCompiler(
            apps(context, source), allowed -> new RequestValidator(allowed, codeIds, requestIds));
    return new SourceTrial(
        source,
        SourceCompiler.topics(name, source, context.getBean(Topics.class)),
        compiler.compile(name, source));
  }

  /** Where the settings have no mini-programs yet, those that the source names count. */
  private static ConfiguredApps apps(
      ConfigurableApplicationContext context, SourceProperties source) {
    if (context.getEnvironment().containsProperty("sunpress.apps[0].app-id")) {
      return context.getBean(ConfiguredApps.class);
    }
    List<ConfiguredApp> named =
        Stream.concat(
                source.apps().stream().map(AppId::value),
                source.ask().values().stream()
                    .flatMap(text -> APP_ID.matcher(text).results().map(MatchResult::group)))
            .distinct()
            .map(AppId::new)
            .map(ConfiguredApp::of)
            .toList();
    List<ConfiguredApp> apps =
        named.isEmpty() ? List.of(ConfiguredApp.of(new AppId("wx" + "0".repeat(16)))) : named;
    return new ConfiguredApps(apps, Optional.of(apps.get(0).id()));
  }

  /** The topic that a sample is taken to come from. */
  String topic() {
    return topics instanceof SourceTopics.Named named ? named.names().get(0) : source.pattern();
  }

  /** The last records of the source's topics, oldest first. */
  List<ConsumerRecord<byte[], byte[]>> last(ConfigurableApplicationContext context, int count) {
    SourceConsumers consumers =
        new SourceConsumers(
            context.getBean(KafkaClientFactory.class), context.getBean(SslBundles.class));
    try (Consumer<byte[], byte[]> consumer = consumers.withoutGroup(source)) {
      return LastRecords.read(consumer, topics, count);
    }
  }

  TrialOutcome outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    return new TrialOutcome(evaluator.evaluate(record));
  }
}
