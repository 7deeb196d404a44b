package io.sunpress.parts;

import java.io.IOException;
import java.net.Socket;

/**
 * Keeps a port for a server that is away for a while: bound but not listening, so callers are
 * refused as if nobody were there, and nobody else is given the port meanwhile.
 */
final class PortReservation implements AutoCloseable {
  private final Socket socket = new Socket();

  PortReservation(int port) {
    try {
      socket.setReuseAddress(true);
      socket.bind(Ports.loopback(port));
    } catch (IOException e) {
      close();
      throw new PortTakenException(port, e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("a socket that never connected has nothing to lose", e);
    }
  }
}
