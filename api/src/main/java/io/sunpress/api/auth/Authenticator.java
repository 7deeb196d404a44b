package io.sunpress.api.auth;

import io.sunpress.api.web.ClientAddress;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Decides who may come in. A right key always may, whatever its address has shown before: behind a
 * proxy all clients have one address, and one that is set up wrongly must not lock out the others.
 * What an address can't do is go on showing wrong ones.
 */
public final class Authenticator {
  private static final Logger log = LoggerFactory.getLogger(Authenticator.class);

  private final AuthMode mode;
  private final ApiKeys keys;
  private final WrongKeyLimiter wrongKeys;
  private final Set<String> allowedOrigins;
  private final Caller everybody;
  private final Caller anonymous;

  private Authenticator(
      AuthMode mode,
      ApiKeys keys,
      ConfiguredApps configuredApps,
      WrongKeyLimiter wrongKeys,
      Set<String> allowedOrigins) {
    this.mode = mode;
    this.keys = keys;
    this.wrongKeys = wrongKeys;
    this.allowedOrigins = allowedOrigins;
    this.everybody = Caller.everybody(configuredApps);
    this.anonymous =
        Caller.of(
            "anonymous",
            configuredApps,
            configuredApps.defaultApp().stream().collect(Collectors.toSet()),
            Set.of(Role.values()));
  }

  /**
   * Reads the settings.
   *
   * @param reachability from where the API can be reached
   * @param allowedOrigins whose web pages may call where nobody needs a key
   * @param nanos a clock that is never set
   * @throws RefusedStartException where nobody, or everybody, could come in by mistake
   */
  static Authenticator of(
      AuthProperties auth,
      ApiKeysProperties settings,
      ConfiguredApps configuredApps,
      Reachability reachability,
      Set<String> allowedOrigins,
      LongSupplier nanos) {
    ApiKeys keys = ApiKeys.of(settings.keys(), configuredApps, nanos);
    checkMode(auth.mode(), keys, reachability);
    log.info(
        "Authentication: {}, with {} keys",
        auth.mode().name().toLowerCase(Locale.ROOT),
        keys.size());
    return new Authenticator(
        auth.mode(),
        keys,
        configuredApps,
        new WrongKeyLimiter(auth.maxWrongKeys(), nanos),
        allowedOrigins);
  }

  private static void checkMode(AuthMode mode, ApiKeys keys, Reachability reachability) {
    if (mode == AuthMode.REQUIRED && keys.size() == 0) {
      throw new InvalidConfigurationException(
          "Sunpress refuses to start: sunpress.auth.mode is required, and there are no sunpress.keys",
          "Make one with `java -jar api.jar new-key --id=…`. Or set sunpress.auth.mode=optional, which"
              + " lets in programs on this machine, or sunpress.auth.mode=none, which lets in everybody");
    }
    reachability
        .whyNotOptional()
        .filter(why -> mode == AuthMode.OPTIONAL)
        .ifPresent(
            why -> {
              throw new InvalidConfigurationException(
                  "Sunpress refuses to start: sunpress.auth.mode is optional, and " + why,
                  "Set sunpress.auth.mode=required and make a key with `java -jar api.jar new-key"
                      + " --id=…`, or set sunpress.auth.mode=none to let in everybody");
            });
  }

  /**
   * Looks at a request's key.
   *
   * @param oneOf the roles of which one is needed
   * @param open whether who shows no key is let in as everybody
   */
  public AuthResult admit(HttpServletRequest request, Set<Role> oneOf, boolean open) {
    if (mode == AuthMode.NONE) {
      return isFromForeignPage(request)
          ? AuthResult.Denied.of(AuthFailure.FOREIGN_ORIGIN)
          : new AuthResult.Granted(everybody);
    }
    Optional<Secret> shown = ApiKeyFormat.of(request);
    if (shown.isPresent()) {
      return keys.find(shown.get()).map(key -> admit(key, oneOf)).orElseGet(() -> wrong(request));
    }
    if (open) {
      return new AuthResult.Granted(everybody);
    }
    return mode == AuthMode.OPTIONAL && LoopbackCheck.isBehind(request)
        ? new AuthResult.Granted(anonymous)
        : AuthResult.Denied.of(AuthFailure.NO_KEY);
  }

  /** A browser behind our firewall would call for any page that it shows. */
  private boolean isFromForeignPage(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null
        && !allowedOrigins.contains(origin)
        && !LoopbackCheck.isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static AuthResult admit(ApiKey key, Set<Role> oneOf) {
    Optional<Duration> wait = key.count();
    if (wait.isPresent()) {
      return new AuthResult.Denied(AuthFailure.TOO_FAST, wait.get());
    }
    return key.caller().hasOneOf(oneOf)
        ? new AuthResult.Granted(key.caller())
        : AuthResult.Denied.of(AuthFailure.NO_RIGHT);
  }

  private AuthResult wrong(HttpServletRequest request) {
    return wrongKeys
        .add(ClientAddress.of(request))
        .map(wait -> new AuthResult.Denied(AuthFailure.TOO_MANY_WRONG_KEYS, wait))
        .orElseGet(() -> AuthResult.Denied.of(AuthFailure.WRONG_KEY));
  }
}
