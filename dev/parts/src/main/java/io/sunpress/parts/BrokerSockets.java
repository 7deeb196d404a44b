package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * A node's listening sockets, bound before the node is configured: its settings name the ports, and
 * a port asked for and bound later could be gone by then.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {
  private final Map<String, ServerSocketChannel> channels = new HashMap<>();

  private BrokerSockets() {}

  /** Of a broker that is a controller as well. */
  static BrokerSockets ofBoth(int clientPort, AdditionalListener door) {
    var sockets = ofBroker(clientPort);
    sockets.open(BrokerSettings.CONTROLLER, 0);
    if (door.exists()) {
      sockets.open(BrokerSettings.SIDE, door.port());
    }
    return sockets;
  }

  /** Of a broker whose controller is elsewhere. */
  static BrokerSockets ofBroker(int clientPort) {
    var sockets = new BrokerSockets();
    sockets.open(BrokerSettings.CLIENTS, clientPort);
    return sockets;
  }

  /** Of a controller, on a free port. */
  static BrokerSockets ofController() {
    var sockets = new BrokerSockets();
    sockets.open(BrokerSettings.CONTROLLER, 0);
    return sockets;
  }

  private void open(String listener, int port) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(Ports.loopback(port), 128);
      channels.put(listener, channel);
    } catch (BindException e) {
      closeQuietly(channel);
      close();
      throw new PortTakenException(port, e);
    } catch (IOException e) {
      closeQuietly(channel);
      close();
      throw new UncheckedIOException(e);
    }
  }

  int clientPort() {
    return port(BrokerSettings.CLIENTS);
  }

  int controllerPort() {
    return port(BrokerSettings.CONTROLLER);
  }

  private int port(String listener) {
    return channels.get(listener).socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
    return channels.get(listener);
  }

  /** For a start that failed; a running node closes its sockets itself, and twice does no harm. */
  @Override
  public void close() {
    channels.values().forEach(BrokerSockets::closeQuietly);
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
