package io.sunpress.local;

import io.sunpress.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of local mode.
 *
 * @param data where everything is kept
 * @param ports wanted; a taken one is replaced by a free one
 * @param credentials of a real mini-program; empty: WeChat is simulated
 * @param wechatUrl where WeChat, or another stand-in, answers; empty: WeChat itself, or the
 *     simulator
 * @param passedOn settings for api and worker as they are, {@code sunpress.worker.in-flight} and so
 *     on
 */
public record LocalOptions(
    Path data,
    LocalPorts ports,
    Optional<Credentials> credentials,
    Optional<URI> wechatUrl,
    Map<String, String> passedOn) {
  public LocalOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(ports, "ports");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(wechatUrl, "wechatUrl");
    passedOn = Map.copyOf(passedOn);
  }

  /**
   * A mini-program's own.
   *
   * @param appId the appid
   * @param secret the AppSecret
   */
  public record Credentials(String appId, Secret secret) {}

  /** For tests: free ports, simulated WeChat. */
  public static LocalOptions at(Path data) {
    return new LocalOptions(data, LocalPorts.FREE, Optional.empty(), Optional.empty(), Map.of());
  }

  /** The same with one more setting passed on to api and worker. */
  public LocalOptions with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(passedOn);
    more.put(setting, value);
    return new LocalOptions(data, ports, credentials, wechatUrl, more);
  }

  /**
   * Completes the command line by the environment.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static LocalOptions of(LocalArguments arguments, Map<String, String> environment) {
    return new LocalOptions(
        arguments
            .data()
            .orElseGet(() -> Path.of(environment.getOrDefault("SUNPRESS_DATA", "data"))),
        new LocalPorts(
            arguments.port(), arguments.kafkaPort(), arguments.s3Port(), arguments.simulatorPort()),
        credentials(environment),
        Optional.ofNullable(environment.get("SUNPRESS_WECHAT_URL"))
            .filter(url -> !url.isBlank())
            .map(URI::create),
        settings(arguments.settings()));
  }

  private static Map<String, String> settings(@Nullable List<String> given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String argument : given == null ? List.<String>of() : given) {
      String[] pair = argument.split("=", 2);
      if (!pair[0].startsWith("--") || !pair[0].contains(".") || pair.length != 2) {
        throw new IllegalArgumentException("not an option: " + pair[0]);
      }
      settings.put(pair[0].substring(2), pair[1]);
    }
    return settings;
  }

  private static Optional<Credentials> credentials(Map<String, String> environment) {
    String appId = environment.getOrDefault("SUNPRESS_APPID", "");
    String secret = environment.getOrDefault("SUNPRESS_SECRET", "");
    if (appId.isBlank() && secret.isBlank()) {
      return Optional.empty();
    }
    if (appId.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("SUNPRESS_APPID and SUNPRESS_SECRET belong together");
    }
    return Optional.of(new Credentials(appId, Secret.of(secret)));
  }
}
