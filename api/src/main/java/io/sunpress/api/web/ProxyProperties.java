package io.sunpress.api.web;

import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands between clients and the API.
 *
 * @param trustedProxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Prefix} are believed;
 *     nobody's by default
 * @param allowedHosts the names, without ports, by which requests may address the API; empty: any
 */
@ConfigurationProperties("sunpress.http")
public record ProxyProperties(
    @DefaultValue List<AddressRange> trustedProxies, @DefaultValue List<String> allowedHosts) {
  public ProxyProperties {
    trustedProxies = List.copyOf(trustedProxies);
    allowedHosts = List.copyOf(allowedHosts);
    allowedHosts.forEach(ProxyProperties::check);
  }

  private static void check(String host) {
    if (!host.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]")) {
      throw new IllegalArgumentException(
          "sunpress.http.allowed-hosts must be names such as codes.example, without a port: "
              + host);
    }
  }

  /** Whether connections from this address are a proxy's, and so those of many clients. */
  public boolean trusts(InetAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }
}
