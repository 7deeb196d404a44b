package io.sunpress.api.web.tomcat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Accepts no more connections of one address than it may have, and ends those that take too long.
 */
final class BoundedEndpoint extends NioEndpoint {
  /** A connection. Nothing processes it before its first byte, which follows the TLS handshake. */
  private static final class Open {
    final InetAddress address;
    final long since = System.nanoTime();
    volatile @Nullable Processing processing;

    Open(InetAddress address) {
      this.address = address;
    }
  }

  private record Processing(TimedProcessor processor, SocketWrapperBase<?> connection) {}

  private final Map<SocketChannel, Open> open = new ConcurrentHashMap<>();
  private @Nullable ConnectionLimits limits;

  void limit(ConnectionLimits newLimits) {
    limits = newLimits;
  }

  private ConnectionLimits limits() {
    return Objects.requireNonNull(limits, "limit() comes first");
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    InetAddress address = socket.socket().getInetAddress();
    if (address == null || !limits().enter(address)) {
      destroySocket(socket);
      return false;
    }
    open.put(socket, new Open(address));
    boolean accepted = super.setSocketOptions(socket);
    if (!accepted && !connections.containsKey(socket)) {
      released(socket);
    }
    return accepted;
  }

  /** The handler hears of each connection that is closed, whoever closes it. */
  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(
        new Handler<>() {
          @Override
          public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent status) {
            return handler.process(socket, status);
          }

          @Override
          public Object getGlobal() {
            return handler.getGlobal();
          }

          @Override
          public void release(SocketWrapperBase<NioChannel> socket) {
            handler.release(socket);
            released(socket.getSocket().getIOChannel());
          }

          @Override
          public void pause() {
            handler.pause();
          }

          @Override
          public void recycle() {
            handler.recycle();
          }
        });
  }

  private void released(SocketChannel socket) {
    Open closed = open.remove(socket);
    if (closed != null) {
      limits().leave(closed.address);
    }
  }

  /** Takes note of what processes a connection from now on. */
  void processes(TimedProcessor processor, SocketWrapperBase<?> connection) {
    Open found = open.get(((NioChannel) connection.getSocket()).getIOChannel());
    if (found != null) {
      found.processing = new Processing(processor, connection);
    }
  }

  /** Ends what takes too long. */
  void endLate() {
    open.forEach(
        (socket, state) -> {
          if (isLate(state)) {
            end(socket);
          }
        });
  }

  private boolean isLate(Open state) {
    Processing processing = state.processing;
    return processing == null
        ? System.nanoTime() - state.since > limits().headTimeoutNanos()
        : processing.processor().isLate(processing.connection(), limits());
  }

  /** As if the client had gone: the server then closes the connection in the thread that has it. */
  private static void end(SocketChannel socket) {
    try {
      socket.shutdownInput();
      socket.shutdownOutput();
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
