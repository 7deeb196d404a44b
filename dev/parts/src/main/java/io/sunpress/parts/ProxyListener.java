package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Takes a proxy's callers until closed. */
final class ProxyListener implements AutoCloseable {
  private final ServerSocket socket;
  private final Thread accepting;

  ProxyListener(int port, Consumer<Socket> onCaller) {
    socket = open(port);
    accepting = ProxyThreads.start("accept", () -> accept(onCaller));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** When this returns, the port is free and no caller is on its way in. */
  @Override
  public void close() {
    try {
      socket.close();
      // The system keeps listening as long as a thread is inside accept.
      accepting.join();
    } catch (IOException e) {
      throw new AssertionError("a listening socket has nothing to lose", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Consumer<Socket> onCaller) {
    while (!socket.isClosed()) {
      try {
        onCaller.accept(socket.accept());
      } catch (IOException e) {
        // Closed, or a caller left before it was taken: the loop finds out which.
        continue;
      }
    }
  }

  private static ServerSocket open(int port) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(Ports.loopback(port), 512);
      return socket;
    } catch (BindException e) {
      throw new PortTakenException(port, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
