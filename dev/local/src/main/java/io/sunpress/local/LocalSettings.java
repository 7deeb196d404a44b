package io.sunpress.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives api and worker, in their own settings, the addresses of the parts. */
final class LocalSettings {
  private final Map<String, String> shared = new LinkedHashMap<>();
  private final Map<String, String> passedOn;

  LocalSettings(LocalOptions options, LocalCredentials keys, LocalPorts ports, LocalWeChat wechat) {
    this.passedOn = options.passedOn();
    shared.put("server.address", "127.0.0.1");
    shared.put("spring.main.banner-mode", "off");
    shared.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + ports.kafka());
    shared.put("sunpress.id-key", keys.idKey().reveal());
    shared.put("sunpress.public-base-url", "http://127.0.0.1:" + ports.http());
    shared.put("sunpress.storage.endpoint", "http://127.0.0.1:" + ports.s3());
    shared.put("sunpress.storage.access-key", keys.storageUser().reveal());
    shared.put("sunpress.storage.secret-key", keys.storageSecret().reveal());
    shared.put("sunpress.apps[0].app-id", wechat.appId());
    if (wechat.simulated()) {
      // Nothing is used up for ever at the simulator.
      shared.put("sunpress.apps[0].kinds", "unlimited,limited,square");
      shared.put("sunpress.apps[0].envs", "release,trial,develop");
    }
  }

  String[] api(int port, Path ledger) {
    Map<String, String> settings = new LinkedHashMap<>(shared);
    settings.put("server.port", Integer.toString(port));
    settings.put("sunpress.auth.mode", "optional");
    settings.put("sunpress.ledger.directory", ledger.toString());
    return arguments(settings);
  }

  /** The worker's own port is for health and metrics only: any free one. */
  String[] worker(LocalWeChat wechat) {
    Map<String, String> settings = new LinkedHashMap<>(shared);
    settings.put("server.port", "0");
    settings.put("sunpress.apps[0].secret", wechat.secret().reveal());
    Optional<URI> url = wechat.url();
    url.ifPresent(u -> settings.put("sunpress.wechat.url", u.toString()));
    return arguments(settings);
  }

  private String[] arguments(Map<String, String> settings) {
    settings.putAll(passedOn);
    return settings.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
