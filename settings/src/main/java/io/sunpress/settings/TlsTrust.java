package io.sunpress.settings;

import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * A bundle of {@code spring.ssl.bundle}, as HTTP clients want it.
 *
 * @param sockets opens TLS connections, with the bundle's own key where it has one
 * @param authorities whom it trusts
 */
public record TlsTrust(SSLSocketFactory sockets, X509TrustManager authorities) {
  public TlsTrust {
    Objects.requireNonNull(sockets, "sockets");
    Objects.requireNonNull(authorities, "authorities");
  }

  /**
   * Finds a bundle.
   *
   * @param setting what names it
   * @throws InvalidConfigurationException where there is none of that name, or none that can be
   *     used
   */
  public static TlsTrust of(SslBundles bundles, String name, String setting) {
    try {
      SslBundle bundle = bundles.getBundle(name);
      return Arrays.stream(bundle.getManagers().getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .map(trusted -> new TlsTrust(bundle.createSslContext().getSocketFactory(), trusted))
          .findFirst()
          .orElseThrow();
    } catch (NoSuchSslBundleException e) {
      throw new InvalidConfigurationException(
          "%s names the bundle '%s', which is not in spring.ssl.bundle".formatted(setting, name),
          "Add spring.ssl.bundle.pem.%s.truststore.certificate=file:/path/ca.pem".formatted(name));
    } catch (RuntimeException e) {
      throw new InvalidConfigurationException(
          "The bundle '%s' of %s can't be used: %s"
              .formatted(name, setting, e.getClass().getSimpleName()),
          "Look at spring.ssl.bundle.pem.%s.truststore.certificate and its file.".formatted(name));
    }
  }
}
