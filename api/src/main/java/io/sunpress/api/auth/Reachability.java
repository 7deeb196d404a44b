package io.sunpress.api.auth;

import io.sunpress.api.web.HostHeader;
import io.sunpress.api.web.ProxyProperties;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * From where the API can be reached, as far as its settings show.
 *
 * @param listensOnLoopback whether only this machine can connect
 * @param publicOnLoopback whether its public address is one of this machine
 * @param behindProxy whether addresses of clients come from a proxy's headers
 */
record Reachability(boolean listensOnLoopback, boolean publicOnLoopback, boolean behindProxy) {
  private static final Set<String> STRATEGIES = Set.of("native", "framework");

  static Reachability of(Environment environment, ProxyProperties proxies) {
    String address = environment.getProperty("server.address", "").strip();
    String strategy = environment.getProperty("server.forward-headers-strategy", "none");
    return new Reachability(
        !address.isEmpty() && isLoopback(address),
        isLoopbackUrl(environment.getProperty("sunpress.public-base-url", "http://localhost")),
        !proxies.trustedProxies().isEmpty()
            || STRATEGIES.contains(strategy.strip().toLowerCase(Locale.ROOT)));
  }

  /** Why nobody may come in without a key; empty where programs on this machine may. */
  Optional<String> whyNotOptional() {
    if (!listensOnLoopback) {
      return Optional.of("server.address is not loopback");
    }
    if (!publicOnLoopback) {
      return Optional.of("sunpress.public-base-url is not on this machine");
    }
    return behindProxy
        ? Optional.of(
            "sunpress.http.trusted-proxies or server.forward-headers-strategy says that a proxy is"
                + " before it")
        : Optional.empty();
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("server.address is not an address", e);
    }
  }

  /** By its name alone: what a name means elsewhere may change. */
  private static boolean isLoopbackUrl(String url) {
    String authority = Optional.ofNullable(URI.create(url.strip()).getRawAuthority()).orElse("");
    String host = HostHeader.name(authority).toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
