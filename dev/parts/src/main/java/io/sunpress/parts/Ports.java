package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Loopback ports. An answer is true at the time of asking only: another process may take the port
 * before the caller does.
 */
public final class Ports {
  private Ports() {}

  /** The preferred port when nobody listens there, else (and for 0) a free one. */
  public static int freeOr(int preferred) {
    return preferred != 0 && isFree(preferred) ? preferred : free();
  }

  /** A free port, chosen by the operating system. */
  public static int free() {
    try {
      return probe(0);
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port", e);
    }
  }

  /** Whether a server could listen on this port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try {
      probe(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int probe(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
      return socket.getLocalPort();
    }
  }

  static InetSocketAddress loopback(int port) {
    // By bytes: a name or the platform's choice might give ::1.
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (IOException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
