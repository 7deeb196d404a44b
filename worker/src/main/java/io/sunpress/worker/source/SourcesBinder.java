package io.sunpress.worker.source;

import io.sunpress.settings.InvalidConfigurationException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/**
 * Reads {@code sunpress.sources}. A key that nothing is bound to stops the start: YAML takes an
 * unquoted value that begins with a brace for a map, which would be dropped without a word.
 */
public final class SourcesBinder {
  private static final String PREFIX = "sunpress.sources";

  private SourcesBinder() {}

  /**
   * The sources by their names.
   *
   * @throws InvalidConfigurationException where a setting is unknown or has a wrong form
   */
  public static Map<String, SourceProperties> bind(Environment environment) {
    Binder binder = Binder.get(environment);
    try {
      Map<String, SourceProperties> sources =
          binder
              .bind(
                  PREFIX,
                  Bindable.mapOf(String.class, SourceProperties.class),
                  new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
              .orElse(Map.of());
      sources.forEach((name, source) -> checkCluster(binder, name, source));
      return new TreeMap<>(sources);
    } catch (BindException e) {
      throw refused(e);
    }
  }

  /** Without servers of its own it would look for them on this machine. */
  private static void checkCluster(Binder binder, String name, SourceProperties source) {
    String servers = PREFIX + "." + name + ".kafka.bootstrap-servers";
    if (source.kafka() != null && !binder.bind(servers, Bindable.listOf(String.class)).isBound()) {
      throw new InvalidConfigurationException(
          servers + " is missing", "Name the servers: a cluster of its own inherits nothing.");
    }
  }

  private static InvalidConfigurationException refused(BindException failure) {
    if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
      String keys =
          unbound.getUnboundProperties().stream()
              .map(property -> property.getName().toString())
              .sorted()
              .collect(Collectors.joining(", "));
      return new InvalidConfigurationException(
          "Nothing is known of " + keys,
          "Correct the name, or put the value in quotes if it begins with {.");
    }
    return new InvalidConfigurationException(
        failure.getName() + " has a value of a wrong form",
        "See the page on settings for its form; put templates in quotes.");
  }
}
