package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before the broker is configured: its settings name the
 * ports, and a port asked for and bound later could be gone by then.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {
  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  BrokerSockets(int clientPort) {
    clients = open(clientPort);
    controller = open(0);
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
    return listener.equals(BrokerSettings.CONTROLLER) ? controller : clients;
  }

  /**
   * For a start that failed; a running broker closes its sockets itself, and twice does no harm.
   */
  @Override
  public void close() {
    closeQuietly(clients);
    closeQuietly(controller);
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
