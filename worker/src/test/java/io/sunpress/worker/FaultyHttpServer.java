package io.sunpress.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP server's bad days: stands before a healthy one and says what that would never say. */
final class FaultyHttpServer implements AutoCloseable {
  private static final byte[] BUSY =
      ("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: 98\r\n"
              + "Connection: close\r\n\r\n"
              + "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Reduce your request"
              + " rate.</Message></Error>")
          .getBytes(StandardCharsets.US_ASCII);

  /** Of an answer: its status line, and no more. */
  private static final int BEGINNING = 17;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mood mood = Mood.WELL;

  /** What it does to those who call. */
  enum Mood {
    WELL,
    /** Answers 503 to everything. */
    BUSY,
    /** Does as it is told, begins to say so, and hangs up. */
    CUTS
  }

  /**
   * @param target the healthy server's port
   */
  FaultyHttpServer(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    start("door", this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on; who is connected is hung up on. */
  void feels(Mood next) {
    mood = next;
    open.forEach(FaultyHttpServer::hangUp);
  }

  private void welcome() {
    try {
      while (true) {
        Socket caller = door.accept();
        open.add(caller);
        start("call", () -> serve(caller));
      }
    } catch (IOException e) {
      open.forEach(FaultyHttpServer::hangUp);
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      switch (mood) {
        case BUSY -> refuse(caller);
        case CUTS -> pass(caller, BEGINNING);
        case WELL -> pass(caller, Integer.MAX_VALUE);
      }
    } catch (IOException e) {
      // Who hangs up has hung up.
    } finally {
      open.remove(caller);
    }
  }

  /** Hears the whole question first: a reset would eat the answer. */
  private static void refuse(Socket caller) throws IOException {
    caller.setSoTimeout(200);
    byte[] buffer = new byte[8192];
    InputStream in = caller.getInputStream();
    try {
      for (int n = in.read(buffer); n == buffer.length || in.available() > 0; ) {
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // It has said all it had to say.
    }
    caller.getOutputStream().write(BUSY);
    caller.getOutputStream().flush();
  }

  private void pass(Socket caller, int most) throws IOException {
    try (Socket healthy = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(healthy);
      start("question", () -> copy(caller, healthy));
      OutputStream out = caller.getOutputStream();
      InputStream in = healthy.getInputStream();
      byte[] buffer = new byte[8192];
      int left = most;
      for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
        out.write(buffer, 0, Math.min(n, left));
        left -= Math.min(n, left);
        if (left == 0) {
          return;
        }
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      hangUp(from);
    } finally {
      hangUp(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "unwell-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
