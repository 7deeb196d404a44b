package io.sunpress.api.auth;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * On whose behalf a request is answered.
 *
 * @param name the key's id, or a word for who has none
 * @param apps what the caller may ask for; its only one, or the default, is what a request means
 *     that names none
 * @param roles what the caller may do
 * @param limited whether only what belongs to these apps is the caller's to see
 * @param others whether there are other apps here, of which the caller must not learn
 */
public record Caller(
    String name, ConfiguredApps apps, Set<Role> roles, boolean limited, boolean others) {
  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(apps, "apps");
    roles = Set.copyOf(roles);
  }

  /** Who may do everything for every app. */
  public static Caller everybody(ConfiguredApps apps) {
    return new Caller("everybody", apps, Set.of(Role.values()), false, false);
  }

  /** Who may use some apps only. */
  static Caller of(String name, ConfiguredApps all, Set<AppId> some, Set<Role> roles) {
    ConfiguredApps seen =
        new ConfiguredApps(
            all.all().stream().filter(app -> some.contains(app.id())).toList(),
            all.defaultApp().filter(some::contains));
    return new Caller(name, seen, roles, true, seen.all().size() < all.all().size());
  }

  /**
   * Who sends a request.
   *
   * @throws IllegalStateException where no doorkeeper has let it in: a bug
   */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("a request that nobody has let in");
  }

  /** Notes that a request is this caller's. */
  public void isBehind(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The same caller, who has named one of the apps. */
  public Caller onlyFor(ConfiguredApp app) {
    return new Caller(name, ConfiguredApps.of(app), roles, true, others);
  }

  /** Whether what belongs to an app is this caller's to see. */
  public boolean sees(AppId app) {
    return !limited || apps.find(app).isPresent();
  }

  boolean hasOneOf(Set<Role> wanted) {
    return wanted.isEmpty() || !Collections.disjoint(roles, wanted);
  }
}
