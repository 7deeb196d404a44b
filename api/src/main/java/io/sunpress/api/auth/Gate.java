package io.sunpress.api.auth;

import io.sunpress.request.ConfiguredApps;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Decides who may come in. A right key always may, whatever its address has shown before: behind a
 * proxy all clients have one address, and one that is set up wrongly must not lock out the others.
 * What an address can't do is go on showing wrong ones.
 */
public final class Gate {
  private final AuthMode mode;
  private final Keys keys;
  private final WrongKeys wrongKeys;
  private final Caller everybody;
  private final Caller anonymous;

  private Gate(AuthMode mode, Keys keys, ConfiguredApps configuredApps, WrongKeys wrongKeys) {
    this.mode = mode;
    this.keys = keys;
    this.wrongKeys = wrongKeys;
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
   * @param onLoopback whether the API can be reached from this machine only
   * @param nanos a clock that is never set
   * @throws RefusedStartException where nobody, or everybody, could come in by mistake
   */
  static Gate of(
      AuthProperties auth,
      KeysProperties settings,
      ConfiguredApps configuredApps,
      boolean onLoopback,
      LongSupplier nanos) {
    AuthMode said = auth.mode();
    AuthMode mode = said != null ? said : onLoopback ? AuthMode.OPTIONAL : AuthMode.REQUIRED;
    Keys keys = Keys.of(settings.keys(), configuredApps, nanos);
    boolean needsKeys = mode == AuthMode.REQUIRED || mode == AuthMode.OPTIONAL && !onLoopback;
    if (needsKeys && keys.isEmpty()) {
      throw new InvalidConfigurationException(
          "Sunpress refuses to start: it can be reached from beyond this machine, or wants keys, and"
              + " has no sunpress.keys",
          "Make one with `java -jar api.jar new-key --id=…`, listen on"
              + " server.address=127.0.0.1, or say sunpress.auth.mode=none");
    }
    return new Gate(mode, keys, configuredApps, new WrongKeys(auth.wrongKeys(), nanos));
  }

  /**
   * Looks at a request's key.
   *
   * @param oneOf the roles of which one is needed
   * @param open whether who shows no key is let in as everybody
   */
  public Admission admit(HttpServletRequest request, Set<Role> oneOf, boolean open) {
    if (mode == AuthMode.NONE) {
      return new Admission.Granted(everybody);
    }
    Optional<Secret> shown = KeyText.of(request);
    if (shown.isPresent()) {
      return keys.find(shown.get()).map(key -> admit(key, oneOf)).orElseGet(() -> wrong(request));
    }
    if (open) {
      return new Admission.Granted(everybody);
    }
    return mode == AuthMode.OPTIONAL && Loopback.isBehind(request)
        ? new Admission.Granted(anonymous)
        : Admission.Denied.of(Denial.NO_KEY);
  }

  private static Admission admit(Key key, Set<Role> oneOf) {
    Optional<Duration> wait = key.count();
    if (wait.isPresent()) {
      return new Admission.Denied(Denial.TOO_FAST, wait.get());
    }
    return key.caller().hasOneOf(oneOf)
        ? new Admission.Granted(key.caller())
        : Admission.Denied.of(Denial.NO_RIGHT);
  }

  private Admission wrong(HttpServletRequest request) {
    return wrongKeys
        .add(Loopback.address(request.getRemoteAddr()))
        .map(wait -> new Admission.Denied(Denial.TOO_MANY_WRONG_KEYS, wait))
        .orElseGet(() -> Admission.Denied.of(Denial.WRONG_KEY));
  }
}
