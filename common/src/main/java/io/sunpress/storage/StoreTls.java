package io.sunpress.storage;

import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whose certificates are trusted, where it is not those whom the JVM trusts.
 *
 * @param sockets opens TLS connections
 * @param authorities what it trusts
 */
public record StoreTls(SSLSocketFactory sockets, X509TrustManager authorities) {
  public StoreTls {
    Objects.requireNonNull(sockets, "sockets");
    Objects.requireNonNull(authorities, "authorities");
  }
}
