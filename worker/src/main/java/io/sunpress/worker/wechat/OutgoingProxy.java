package io.sunpress.worker.wechat;

import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that calls go through, so that WeChat sees its fixed address.
 *
 * @param address scheme, host and port
 * @param credentials a file with {@code user:password}
 */
record OutgoingProxy(URI address, Optional<Path> credentials) {
  private static final String AUTHORIZATION = "Proxy-Authorization";

  static OutgoingProxy of(URI address, Optional<Path> credentials) {
    String scheme = String.valueOf(address.getScheme());
    boolean known = scheme.equals("http") || scheme.equals("https") || scheme.equals("socks5");
    if (!known || address.getHost() == null || address.getPort() < 1) {
      throw new InvalidConfigurationException(
          "sunpress.wechat.proxy is not the address of a proxy",
          "Write it as http://host:port, https://host:port or socks5://host:port.");
    }
    if (address.getRawUserInfo() != null) {
      throw new InvalidConfigurationException(
          "sunpress.wechat.proxy holds credentials",
          "Put user:password into a file and name it in sunpress.wechat.proxy-credentials-file.");
    }
    return new OutgoingProxy(address, credentials);
  }

  /** Has the client go through it; over TLS by the sockets given. */
  void applyTo(OkHttpClient.Builder http, SSLSocketFactory tls) {
    http.proxy(proxy());
    if (address.getScheme().equals("https")) {
      http.socketFactory(new TlsToProxy(tls, address.getHost()));
    }
    if (isSocks()) {
      credentials.ifPresent(file -> Authenticator.setDefault(new SocksUser(file)));
    } else {
      http.proxyAuthenticator((route, response) -> authorized(response));
    }
  }

  /** The host is looked up when a connection is made, not once for all. */
  private Proxy proxy() {
    return new Proxy(
        isSocks() ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(address.getHost(), address.getPort()));
  }

  private boolean isSocks() {
    return address.getScheme().equals("socks5");
  }

  /** Once: a second 407 means that the proxy does not take them. */
  private @Nullable Request authorized(Response refused) throws IOException {
    if (credentials.isEmpty() || refused.request().header(AUTHORIZATION) != null) {
      return null;
    }
    String[] parts = parts(credentials.get());
    return refused
        .request()
        .newBuilder()
        .header(AUTHORIZATION, Credentials.basic(parts[0], parts[1]))
        .build();
  }

  private static String[] parts(Path file) throws IOException {
    String[] parts = Secret.of(Files.readString(file)).reveal().split(":", 2);
    if (parts.length != 2) {
      throw new IOException("no user:password in the proxy's credentials file");
    }
    return parts;
  }

  /** The JDK asks for a SOCKS proxy's credentials in this way alone. */
  private final class SocksUser extends Authenticator {
    private final Path file;

    SocksUser(Path file) {
      this.file = file;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      boolean ours =
          "SOCKS5".equals(getRequestingProtocol()) && getRequestingPort() == address.getPort();
      try {
        String[] parts = ours ? parts(file) : null;
        return parts == null ? null : new PasswordAuthentication(parts[0], parts[1].toCharArray());
      } catch (IOException e) {
        return null;
      }
    }
  }
}
