package io.sunpress.local;

import io.sunpress.secret.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * Who draws: the simulator, WeChat itself, or another stand-in.
 *
 * @param appId the mini-program
 * @param secret its AppSecret
 * @param url where it answers; empty: WeChat's own address
 * @param simulated whether it is our simulator
 */
record LocalWeChat(String appId, Secret secret, Optional<URI> url, boolean simulated) {
  /** The simulator's mini-program. */
  static final String SIMULATED_APP = "wx5ca1ab1e5ca1ab1e";

  static LocalWeChat of(LocalOptions options, LocalCredentials keys, int simulatorPort) {
    boolean simulated = options.credentials().isEmpty() && options.wechatUrl().isEmpty();
    Optional<URI> url =
        simulated
            ? Optional.of(URI.create("http://127.0.0.1:" + simulatorPort))
            : options.wechatUrl();
    return options
        .credentials()
        .map(real -> new LocalWeChat(real.appId(), real.secret(), url, simulated))
        .orElseGet(() -> new LocalWeChat(SIMULATED_APP, keys.simulatedAppSecret(), url, simulated));
  }
}
