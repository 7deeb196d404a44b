package io.sunpress.parts;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a proxy: the caller's socket and the one to the target. */
final class ProxyConnection {
  private final Socket caller;
  private final Socket server = new Socket();
  private final ProxyFaults faults;
  private final Consumer<ProxyConnection> onEnd;
  private final AtomicInteger directions = new AtomicInteger(2);
  private volatile boolean over;

  ProxyConnection(Socket caller, ProxyFaults faults, Consumer<ProxyConnection> onEnd) {
    this.caller = caller;
    this.faults = faults;
    this.onEnd = onEnd;
  }

  void open(InetSocketAddress target) {
    try {
      server.connect(new InetSocketAddress(target.getHostString(), target.getPort()));
      caller.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      new ProxyPipe(this, caller, server).start();
      new ProxyPipe(this, server, caller).start();
    } catch (IOException e) {
      close();
    }
  }

  /** Waits as the faults of the moment demand. */
  void hold(long readAt) throws InterruptedException {
    faults.hold(readAt, () -> over);
  }

  /** One direction has come to its orderly end; the link ends with the second. */
  void directionEnded() {
    if (directions.decrementAndGet() == 0) {
      close();
    }
  }

  void close() {
    end(false);
  }

  void reset() {
    end(true);
  }

  private synchronized void end(boolean reset) {
    if (over) {
      return;
    }
    over = true;
    end(caller, reset);
    end(server, reset);
    faults.wakeAll();
    onEnd.accept(this);
  }

  private static void end(Socket socket, boolean reset) {
    try {
      if (reset) {
        // Closing with zero linger sends RST instead of FIN.
        socket.setSoLinger(true, 0);
      } else if (socket.isConnected() && !socket.isOutputShutdown()) {
        // Unread bytes would turn a plain close into a reset.
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // Broken already: only the closing is left to do.
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("closing a socket gives up on its bytes, not on closing", e);
    }
  }
}
