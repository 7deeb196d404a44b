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
final class ApiKeys {
  /** What a key with an unknown id is compared with: it takes as long as with a known one. */
  private static final byte[] NOBODYS = new byte[32];

  private final Map<String, ApiKey> byId;

  private ApiKeys(Map<String, ApiKey> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads the settings.
   *
   * @throws RefusedStartException where they contradict each other: the text names the key
   */
  static ApiKeys of(List<ApiKeyProperties> settings, ConfiguredApps apps, LongSupplier nanos) {
    Map<String, ApiKey> keys = new HashMap<>();
    for (ApiKeyProperties each : settings) {
      checkApps(each, apps);
      if (keys.put(each.id(), key(each, apps, nanos)) != null) {
        throw new InvalidConfigurationException(
            "sunpress.keys has two of the id " + each.id(), "Give each key an id of its own.");
      }
    }
    return new ApiKeys(keys);
  }

  private static void checkApps(ApiKeyProperties key, ConfiguredApps apps) {
    for (AppId app : key.apps()) {
      if (apps.find(app).isEmpty()) {
        throw new InvalidConfigurationException(
            "sunpress.keys[%s].apps names %s, which is not in sunpress.apps"
                .formatted(key.id(), app),
            "Add the app there, or take it from the key.");
      }
    }
  }

  private static ApiKey key(ApiKeyProperties each, ConfiguredApps apps, LongSupplier nanos) {
    return new ApiKey(
        HexFormat.of().parseHex(each.sha256()),
        Caller.of(each.id(), apps, each.apps(), each.roles()),
        each.rate() == 0 ? Optional.empty() : Optional.of(new TokenBucket(each.rate(), nanos)));
  }

  int size() {
    return byId.size();
  }

  /** Finds whose key this is; empty for a wrong one, however nearly right it is. */
  Optional<ApiKey> find(Secret shown) {
    Optional<ApiKey> named = ApiKeyFormat.id(shown).map(byId::get);
    boolean same =
        MessageDigest.isEqual(ApiKeyFormat.hash(shown), named.map(ApiKey::hash).orElse(NOBODYS));
    return named.filter(key -> same);
  }
}
