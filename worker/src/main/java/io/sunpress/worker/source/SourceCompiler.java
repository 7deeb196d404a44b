package io.sunpress.worker.source;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.topic.Topics;
import io.sunpress.worker.source.format.AvroRecordFormat;
import io.sunpress.worker.source.format.HttpSchemaRegistry;
import io.sunpress.worker.source.format.JsonRecordFormat;
import io.sunpress.worker.source.format.RecordFormat;
import io.sunpress.worker.source.format.SourceRecordReader;
import io.sunpress.worker.source.mapping.InvalidMappingException;
import io.sunpress.worker.source.mapping.MappingSettings;
import io.sunpress.worker.source.mapping.RecordMapping;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Checks a source's settings and makes of them what evaluates its records. */
public final class SourceCompiler {
  private final ConfiguredApps apps;
  private final Function<ConfiguredApps, RequestValidator> validators;

  /**
   * @param validators makes a validator that knows these apps and no others
   */
  public SourceCompiler(
      ConfiguredApps apps, Function<ConfiguredApps, RequestValidator> validators) {
    this.apps = apps;
    this.validators = validators;
  }

  /**
   * Checks a source's settings.
   *
   * @throws InvalidConfigurationException where one is wrong; it names the place and what to do
   */
  public RecordEvaluator compile(String name, SourceProperties source) {
    RequestValidator validator = validators.apply(allowed(name, source));
    if (source.ask().isEmpty()) {
      return new MessageEvaluator(validator);
    }
    try {
      return new MappingEvaluator(
          new SourceRecordReader(format(name, source)),
          RecordMapping.of(new MappingSettings(source.when(), source.each(), source.ask())),
          validator);
    } catch (InvalidMappingException e) {
      throw new InvalidConfigurationException(
          key(name) + "." + e.getMessage(),
          "Correct it; `source try` shows what a record becomes.");
    }
  }

  /**
   * What it reads.
   *
   * @throws InvalidConfigurationException where not exactly one of topic, topics, pattern is set
   */
  public static SourceTopics topics(String name, SourceProperties source, Topics ours) {
    boolean isInbox = name.equals("inbox");
    long given =
        Stream.of(
                !source.topic().isBlank(), !source.topics().isEmpty(), !source.pattern().isBlank())
            .filter(set -> set)
            .count();
    if (given == 0 && isInbox) {
      return new SourceTopics.Named(List.of(ours.inbox()));
    }
    if (given != 1) {
      throw new InvalidConfigurationException(
          key(name) + " needs one of topic, topics and pattern", "Set exactly one of them.");
    }
    return source.pattern().isBlank()
        ? new SourceTopics.Named(
            source.topics().isEmpty() ? List.of(source.topic()) : source.topics())
        : new SourceTopics.Matching(pattern(name, source.pattern()));
  }

  private static Pattern pattern(String name, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidConfigurationException(
          key(name) + ".pattern is no regular expression: " + e.getDescription(), "Correct it.");
    }
  }

  private ConfiguredApps allowed(String name, SourceProperties source) {
    for (AppId app : source.apps()) {
      if (apps.find(app).isEmpty()) {
        throw new InvalidConfigurationException(
            key(name) + ".apps names " + app + ", which is not in sunpress.apps",
            "Add the app there, or take it from the source.");
      }
    }
    List<ConfiguredApp> allowed =
        apps.all().stream()
            .filter(app -> source.apps().isEmpty() || source.apps().contains(app.id()))
            .toList();
    return new ConfiguredApps(
        allowed,
        apps.defaultApp()
            .filter(standard -> allowed.stream().anyMatch(app -> app.id().equals(standard))));
  }

  private static RecordFormat format(String name, SourceProperties source) {
    return switch (source.format()) {
      case "json" -> new JsonRecordFormat();
      case "avro" -> avro(name, source);
      default ->
          ServiceLoader.load(RecordFormat.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(format -> format.name().equals(source.format()))
              .findFirst()
              .orElseThrow(() -> unknownFormat(name, source.format()));
    };
  }

  private static RecordFormat avro(String name, SourceProperties source) {
    SourceProperties.RegistryProperties registry = source.registry();
    if (registry == null) {
      throw new InvalidConfigurationException(
          key(name) + ".registry.url is missing", "Name the registry that holds Avro's schemas.");
    }
    return new AvroRecordFormat(
        new HttpSchemaRegistry(
            registry.url(),
            new HttpSchemaRegistry.Credentials(
                registry.username(), registry.passwordFile(), registry.tokenFile())));
  }

  private static InvalidConfigurationException unknownFormat(String name, String format) {
    return new InvalidConfigurationException(
        key(name) + ".format names '" + format + "', which there is not",
        "Use json or avro, or put the format's jar on the class path.");
  }

  private static String key(String name) {
    return "sunpress.sources." + name;
  }
}
