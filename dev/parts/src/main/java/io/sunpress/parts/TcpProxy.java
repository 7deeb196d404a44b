package io.sunpress.parts;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on 127.0.0.1 that breaks the way to a server on purpose. It begins as a plain
 * forwarder; each fault holds until {@link #restore()}. Safe for use by several threads.
 *
 * <p>A target that refuses shows as a connection that is accepted and closed at once.
 */
public final class TcpProxy implements AutoCloseable {
  private final InetSocketAddress target;
  private final ProxyFaults faults = new ProxyFaults();
  private final Set<ProxyConnection> links = ConcurrentHashMap.newKeySet();
  private final int port;
  private ProxyListener listener;
  private PortReservation hold;

  private TcpProxy(InetSocketAddress target) {
    this.target = target;
    this.listener = new ProxyListener(0, this::connect);
    this.port = listener.port();
  }

  /** A proxy on a free port that forwards to this server, which needn't be up yet. */
  public static TcpProxy to(String host, int port) {
    return new TcpProxy(new InetSocketAddress(host, port));
  }

  /** The port to connect to; the same for the life of this object. */
  public int port() {
    return port;
  }

  /** How many connections are open through it. */
  public int connections() {
    return links.size();
  }

  /** Closes all connections in the ordinary way and refuses new ones. */
  public synchronized void cut() {
    if (hold == null) {
      listener.close();
      hold = new PortReservation(port);
    }
    links.forEach(ProxyConnection::close);
  }

  /** Resets (RST) all connections that are open now; new ones pass. */
  public synchronized void reset() {
    links.forEach(ProxyConnection::reset);
  }

  /** A black hole: connections stay open and new ones are taken, but no byte arrives. */
  public void freeze() {
    faults.freeze();
  }

  /** Lets the bytes held back by {@link #freeze()} go on, in order. */
  public void thaw() {
    faults.thaw();
  }

  /** From now on bytes arrive this much later, in each direction; the throughput stays. */
  public void latency(Duration delay) {
    faults.latency(delay);
  }

  /**
   * Ends all faults: takes connections, thawed, without latency. Broken connections stay broken.
   */
  public synchronized void restore() {
    faults.clear();
    if (hold != null) {
      release();
      listener = new ProxyListener(port, this::connect);
    }
  }

  /** Closes all connections and gives the port back. A second call does nothing. */
  @Override
  public synchronized void close() {
    listener.close();
    release();
    links.forEach(ProxyConnection::close);
  }

  private void connect(Socket caller) {
    var link = new ProxyConnection(caller, faults, links::remove);
    links.add(link);
    ProxyThreads.start("connect", () -> link.open(target));
  }

  private void release() {
    if (hold != null) {
      hold.close();
      hold = null;
    }
  }
}
