package io.sunpress.installation;

import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.StoreCredentials;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of a process, in its own words; a later value replaces an earlier one. */
public final class InstallationSettings {
  private final Map<String, String> values = new LinkedHashMap<>();

  private InstallationSettings() {}

  static InstallationSettings of(LocalInstallation installation) {
    S3ConnectionSettings storage = installation.storage();
    StoreCredentials.Keys keys = (StoreCredentials.Keys) storage.credentials();
    InstallationSettings settings =
        new InstallationSettings()
            .with("server.address", "127.0.0.1")
            .with("server.port", "0")
            .with("spring.main.banner-mode", "off")
            .with("sunpress.auth.mode", "optional")
            .with("spring.kafka.bootstrap-servers", installation.bootstrapServers())
            .with("sunpress.id-key", installation.idKey().reveal())
            .with("sunpress.public-base-url", installation.publicBaseUrl())
            .with("sunpress.topics.prefix", installation.topics().prefix())
            .with("sunpress.topics.partitions", installation.topics().partitions())
            .with("sunpress.topics.retention", installation.topics().retention())
            .with("sunpress.storage.endpoint", storage.endpoint())
            .with("sunpress.storage.bucket", storage.bucket())
            .with("sunpress.storage.access-key", keys.accessKey().reveal())
            .with("sunpress.storage.secret-key", keys.secretKey().reveal());
    List<InstallationApp> apps = installation.apps();
    for (int i = 0; i < apps.size(); i++) {
      settings.withApp("sunpress.apps[" + i + "].", apps.get(i));
    }
    return settings;
  }

  private void withApp(String place, InstallationApp app) {
    with(place + "app-id", app.id());
    if (app.everyKind()) {
      with(place + "kinds", "unlimited,limited,square");
      with(place + "envs", "release,trial,develop");
    }
  }

  /** What a worker needs besides: the AppSecrets, and where WeChat answers. */
  public InstallationSettings withWeChat(List<InstallationApp> apps, URI url) {
    return withAppSecrets(apps).with("sunpress.wechat.url", url);
  }

  /** The AppSecrets. */
  public InstallationSettings withAppSecrets(List<InstallationApp> apps) {
    for (int i = 0; i < apps.size(); i++) {
      with("sunpress.apps[" + i + "].secret", apps.get(i).secret().reveal());
    }
    return this;
  }

  /** One more. */
  public InstallationSettings with(String name, Object value) {
    values.put(name, value.toString());
    return this;
  }

  /** More of them. */
  public InstallationSettings withAll(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  /** More of them, as {@code name=value}. */
  public InstallationSettings withPairs(String... pairs) {
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      with(parts[0], parts[1]);
    }
    return this;
  }

  /** A copy. */
  public Map<String, String> asMap() {
    return new LinkedHashMap<>(values);
  }

  /** As a command line's arguments. */
  public String[] asArguments() {
    return values.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
