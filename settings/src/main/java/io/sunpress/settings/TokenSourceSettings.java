package io.sunpress.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.util.StringUtils;

/** Where a worker gets an app's access tokens from. */
public sealed interface TokenSourceSettings {

  /** The words of {@code token-source}. */
  enum Kind {
    STABLE,
    URL,
    FILE
  }

  /**
   * WeChat itself, for the AppSecret.
   *
   * @param appSecret empty where none is set
   * @param secretFile holds it instead, where there is one
   * @param mayForce whether a forced refresh is allowed, which voids the token of every other
   *     system with this appid
   */
  record Stable(Secret appSecret, Optional<Path> secretFile, boolean mayForce)
      implements TokenSourceSettings {
    private static final int MOST_BYTES = 256;

    /** An AppSecret that is known and does not change. */
    public Stable(Secret appSecret, boolean mayForce) {
      this(appSecret, Optional.empty(), mayForce);
    }

    /** The AppSecret as it is now; empty where none is set, or its file can't be read. */
    public Secret current() {
      return secretFile.map(Stable::read).orElse(appSecret);
    }

    private static Secret read(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        return Secret.of(new String(in.readNBytes(MOST_BYTES), UTF_8).strip());
      } catch (IOException e) {
        return Secret.of("");
      }
    }
  }

  /**
   * A service of one's own that holds the tokens.
   *
   * @param url a checked http or https address; may hold a key of its own
   * @param bearer sent with each question; empty: none
   */
  record Service(Secret url, Secret bearer) implements TokenSourceSettings {

    /** The address, to be asked and not to be printed. */
    public URI address() {
      return URI.create(url.reveal());
    }
  }

  /**
   * A file that another process refreshes.
   *
   * @param path read again and again
   */
  record TokenFile(Path path) implements TokenSourceSettings {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R match(
      Function<Stable, R> stable, Function<Service, R> service, Function<TokenFile, R> file) {
    if (this instanceof Stable s) {
      return stable.apply(s);
    }
    return this instanceof Service s ? service.apply(s) : file.apply((TokenFile) this);
  }

  /**
   * What an app's settings define.
   *
   * @throws RefusedStartException where a key is missing, wrong, or of no effect: the text names it
   */
  static TokenSourceSettings of(AppProperties app) {
    return switch (app.tokenSource()) {
      case STABLE -> stable(app);
      case URL -> service(app);
      case FILE -> file(app);
    };
  }

  private static TokenSourceSettings stable(AppProperties app) {
    refuse(app, "token-url", !app.tokenUrl().isEmpty());
    refuse(app, "token-bearer", !app.tokenBearer().isEmpty());
    refuse(app, "token-file", StringUtils.hasText(app.tokenFile()));
    Optional<Path> file = Optional.of(app.secretFile()).filter(StringUtils::hasText).map(Path::of);
    if (file.isPresent() && !app.secret().isEmpty()) {
      throw wrong(app, "secret and secret-file are both set: one of them is enough");
    }
    return new Stable(app.secret(), file, app.forceRefresh());
  }

  private static TokenSourceSettings service(AppProperties app) {
    refuse(app, "token-file", StringUtils.hasText(app.tokenFile()));
    refuse(app, "force-refresh", app.forceRefresh());
    need(app, "token-url", !app.tokenUrl().isEmpty());
    if (!isHttp(app.tokenUrl())) {
      throw wrong(app, "token-url is not an http or https address");
    }
    return new Service(app.tokenUrl(), app.tokenBearer());
  }

  private static TokenSourceSettings file(AppProperties app) {
    refuse(app, "token-url", !app.tokenUrl().isEmpty());
    refuse(app, "token-bearer", !app.tokenBearer().isEmpty());
    refuse(app, "force-refresh", app.forceRefresh());
    need(app, "token-file", StringUtils.hasText(app.tokenFile()));
    return new TokenFile(Path.of(app.tokenFile()));
  }

  private static boolean isHttp(Secret address) {
    try {
      URI uri = URI.create(address.reveal());
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return (http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void need(AppProperties app, String key, boolean there) {
    if (!there) {
      throw wrong(app, key + " is needed with token-source=" + word(app));
    }
  }

  /** Whoever set it expects something of it. */
  private static void refuse(AppProperties app, String key, boolean there) {
    if (there) {
      throw wrong(app, key + " has no effect with token-source=" + word(app));
    }
  }

  private static String word(AppProperties app) {
    return app.tokenSource().name().toLowerCase(Locale.ROOT);
  }

  private static InvalidConfigurationException wrong(AppProperties app, String what) {
    return new InvalidConfigurationException(
        "sunpress.apps[%s].%s".formatted(app.appId(), what), "Mend this app's settings.");
  }
}
