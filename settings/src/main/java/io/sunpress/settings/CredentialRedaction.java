package io.sunpress.settings;

import io.sunpress.kafka.KafkaErrorText;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * What a Kafka client reports when it can't be made, without the credentials it was given. A
 * mistyped JAAS line makes Kafka quote whichever of its words came unexpectedly, the password
 * included.
 */
final class CredentialRedaction {
  /** The same in all clients. */
  private static final Set<String> SECRET_KEYS =
      ProducerConfig.configDef().configKeys().values().stream()
          .filter(key -> key.type == ConfigDef.Type.PASSWORD)
          .map(key -> key.name)
          .collect(Collectors.toSet());

  private static final Pattern JAAS_WORDS = Pattern.compile("[^\\s=;\"']+");

  /** Options, classes and flags: what a sentence about the line needs. */
  private static final Pattern JAAS_OPEN =
      Pattern.compile(
          "username|password|clientId|clientSecret|scope|tokenauth|serviceName|keyTab|principal"
              + "|useKeyTab|storeKey|useTicketCache|[\\w.$]+LoginModule"
              + "|(?i:required|requisite|sufficient|optional)");

  private final Set<String> secrets = new HashSet<>();

  CredentialRedaction(Map<String, Object> settings) {
    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      if (setting.getKey().endsWith(SaslConfigs.SASL_JAAS_CONFIG)) {
        secrets.addAll(jaasSecrets(text(setting.getValue())));
      } else if (SECRET_KEYS.stream().anyMatch(setting.getKey()::endsWith)) {
        secrets.add(text(setting.getValue()));
      }
    }
    secrets.removeIf(String::isBlank);
  }

  private static String text(Object value) {
    return value instanceof Password password ? password.value() : String.valueOf(value);
  }

  private static Collection<String> jaasSecrets(String line) {
    Stream<String> quoted =
        Pattern.compile("\"([^\"]*)\"|'([^']*)'")
            .matcher(line)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    return Stream.concat(quoted, JAAS_WORDS.matcher(line).results().map(found -> found.group()))
        .filter(word -> !JAAS_OPEN.matcher(word).matches())
        .collect(Collectors.toSet());
  }

  /** The failure's sentence. Longest first, since one secret may be a part of another. */
  String sentence(Throwable failure) {
    String text = KafkaErrorText.of(failure);
    for (String secret :
        secrets.stream().sorted((a, b) -> Integer.compare(b.length(), a.length())).toList()) {
      text =
          text.replaceAll(
              "(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)", Matcher.quoteReplacement("***"));
    }
    return text;
  }
}
