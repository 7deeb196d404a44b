package io.sunpress.api.auth;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The keys of this installation, by id. */
final class Keys {
  /** What a key with an unknown id is compared with: it takes as long as with a known one. */
  private static final byte[] NOBODYS = new byte[32];

  private final Map<String, Key> byId;

  private Keys(Map<String, Key> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads the settings.
   *
   * @throws RefusedStartException where they contradict each other: the text names the key
   */
  static Keys of(List<KeyProperties> settings, ConfiguredApps apps, LongSupplier nanos) {
    Map<String, Key> keys = new HashMap<>();
    for (KeyProperties each : settings) {
      checkApps(each, apps);
      if (keys.put(each.id(), key(each, apps, nanos)) != null) {
        throw new InvalidConfigurationException(
            "sunpress.keys has two of the id " + each.id(), "Give each key an id of its own.");
      }
    }
    return new Keys(keys);
  }

  private static void checkApps(KeyProperties key, ConfiguredApps apps) {
    for (AppId app : key.apps()) {
      if (apps.find(app).isEmpty()) {
        throw new InvalidConfigurationException(
            "sunpress.keys[%s].apps names %s, which is not in sunpress.apps"
                .formatted(key.id(), app),
            "Add the app there, or take it from the key.");
      }
    }
  }

  private static Key key(KeyProperties each, ConfiguredApps apps, LongSupplier nanos) {
    return new Key(
        HexFormat.of().parseHex(each.sha256()),
        Caller.of(each.id(), apps, each.apps(), each.roles()),
        each.rate() == 0 ? Optional.empty() : Optional.of(new TokenBucket(each.rate(), nanos)));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Finds whose key this is; empty for a wrong one, however nearly right it is. */
  Optional<Key> find(Secret shown) {
    Optional<Key> named = KeyText.id(shown).map(byId::get);
    boolean same = MessageDigest.isEqual(KeyText.hash(shown), named.map(Key::hash).orElse(NOBODYS));
    return named.filter(key -> same);
  }
}
