package io.sunpress.worker.wechat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets to a proxy that is spoken to over TLS, and whose name its certificate must bear. */
final class TlsToProxy extends SocketFactory {
  private final SSLSocketFactory tls;
  private final String host;

  TlsToProxy(SSLSocketFactory tls, String host) {
    this.tls = tls;
    this.host = host;
  }

  @Override
  public Socket createSocket() throws IOException {
    return checked(tls.createSocket());
  }

  @Override
  public Socket createSocket(String to, int port) throws IOException {
    return checked(tls.createSocket(to, port));
  }

  @Override
  public Socket createSocket(String to, int port, InetAddress from, int fromPort)
      throws IOException {
    return checked(tls.createSocket(to, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress to, int port) throws IOException {
    return checked(tls.createSocket(to, port));
  }

  @Override
  public Socket createSocket(InetAddress to, int port, InetAddress from, int fromPort)
      throws IOException {
    return checked(tls.createSocket(to, port, from, fromPort));
  }

  private Socket checked(Socket socket) {
    SSLSocket secure = (SSLSocket) socket;
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(List.of(new SNIHostName(host)));
    secure.setSSLParameters(parameters);
    return secure;
  }
}
