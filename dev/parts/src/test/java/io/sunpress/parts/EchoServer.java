package io.sunpress.parts;

import java.io.IOException;
import java.net.Socket;

/** Sends back what it gets, to any number of callers. */
final class EchoServer implements AutoCloseable {
  private final ProxyListener listener =
      new ProxyListener(0, caller -> ProxyThreads.start("echo", () -> echo(caller)));

  int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
  }

  private static void echo(Socket caller) {
    try (caller) {
      caller.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException e) {
      // The caller broke off, as the tests make it do.
    }
  }
}
