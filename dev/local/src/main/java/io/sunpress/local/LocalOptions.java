package io.sunpress.local;

import io.sunpress.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
   * Reads a command line and the environment.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static LocalOptions of(String[] arguments, Map<String, String> environment) {
    LocalPorts ports = LocalPorts.DEFAULT;
    Path data = Path.of(environment.getOrDefault("SUNPRESS_DATA", "data"));
    Map<String, String> passedOn = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] pair = split(argument);
      switch (pair[0]) {
        case "data" -> data = Path.of(pair[1]);
        case "port", "kafka-port", "s3-port", "simulator-port" ->
            ports = ports.with(pair[0], pair[1]);
        default -> passedOn.put(setting(pair[0]), pair[1]);
      }
    }
    return new LocalOptions(
        data,
        ports,
        credentials(environment),
        Optional.ofNullable(environment.get("SUNPRESS_WECHAT_URL"))
            .filter(url -> !url.isBlank())
            .map(URI::create),
        passedOn);
  }

  private static String[] split(String argument) {
    String[] pair = argument.split("=", 2);
    if (!argument.startsWith("--") || pair.length != 2) {
      throw new IllegalArgumentException("not an option: " + argument);
    }
    return new String[] {pair[0].substring(2), pair[1]};
  }

  private static String setting(String name) {
    if (!name.contains(".")) {
      throw new IllegalArgumentException("not an option: --" + name);
    }
    return name;
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
