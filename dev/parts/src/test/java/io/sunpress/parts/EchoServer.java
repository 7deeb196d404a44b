package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets, to any number of callers. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;

  EchoServer() {
    try {
      listener = new ServerSocket();
      listener.bind(Ports.loopback(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProxyThreads.start("echo-accept", this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        ProxyThreads.start("echo", () -> echo(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket caller) {
    try (caller) {
      caller.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException e) {
      // The caller broke off, as the tests make it do.
    }
  }
}
