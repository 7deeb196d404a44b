package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's listening sockets, bound before the broker is configured: its settings name the
 * ports, and a port asked for and bound later could be gone by then.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {
  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;
  private final ServerSocketChannel side;

  BrokerSockets(int clientPort, SideDoor door) {
    clients = open(clientPort);
    controller = open(0);
    side = door.exists() ? open(door.port()) : null;
  }

  private static ServerSocketChannel open(int port) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(Ports.loopback(port), 128);
      return channel;
    } catch (BindException e) {
      closeQuietly(channel);
      throw new PortTakenException(port, e);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new UncheckedIOException(e);
    }
  }

  int clientPort() {
    return clients.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
    return switch (listener) {
      case BrokerSettings.CONTROLLER -> controller;
      case BrokerSettings.SIDE -> side;
      default -> clients;
    };
  }

  /**
   * For a start that failed; a running broker closes its sockets itself, and twice does no harm.
   */
  @Override
  public void close() {
    closeQuietly(clients);
    closeQuietly(controller);
    closeQuietly(side);
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new AssertionError("a listening socket has nothing to lose", e);
    }
  }
}
