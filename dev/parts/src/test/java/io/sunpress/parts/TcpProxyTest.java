package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private final EchoServer server = new EchoServer();
  private final TcpProxy proxy = TcpProxy.to("127.0.0.1", server.port());

  @AfterEach
  void close() {
    proxy.close();
    server.close();
  }

  @Test
  void forwardsEveryByteInOrderAndTheEndOfTheStream() throws Exception {
    byte[] sent = new byte[3_000_000];
    new Random(7).nextBytes(sent);
    try (var caller = connect()) {
      var sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  caller.getOutputStream().write(sent);
                  caller.shutdownOutput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });

      assertThat(caller.getInputStream().readAllBytes()).isEqualTo(sent);
      sending.join();
    }
    Awaitility.await().until(() -> proxy.connections() == 0);
  }

  @Test
  void cutEndsConnectionsAndRefusesNewOnesUntilRestored() throws Exception {
    try (var caller = connect()) {
      assertThat(echo(caller, 1)).isEqualTo(1);

      proxy.cut();

      assertThat(caller.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
    proxy.cut();
    proxy.restore();
    try (var caller = connect()) {
      assertThat(echo(caller, 2)).isEqualTo(2);
    }
  }

  @Test
  void resetBreaksOpenConnectionsOnly() throws Exception {
    try (var caller = connect();
        var next = new Socket()) {
      assertThat(echo(caller, 1)).isEqualTo(1);

      proxy.reset();

      assertThatThrownBy(() -> caller.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      next.connect(Ports.loopback(proxy.port()));
      assertThat(echo(next, 2)).isEqualTo(2);
    }
  }

  @Test
  void holdsBytesBackWhileFrozenAndLosesNone() throws Exception {
    try (var caller = connect()) {
      assertThat(echo(caller, 1)).isEqualTo(1);

      proxy.freeze();
      try (var late = connect()) {
        caller.setSoTimeout(300);
        caller.getOutputStream().write(2);
        assertThatThrownBy(() -> caller.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);

        proxy.thaw();
        caller.setSoTimeout(10_000);
        assertThat(caller.getInputStream().read()).isEqualTo(2);
        assertThat(echo(late, 3)).isEqualTo(3);
      }
    }
  }

  @Test
  void endsFrozenConnectionsWhenCut() throws Exception {
    try (var caller = connect()) {
      assertThat(echo(caller, 1)).isEqualTo(1);
      proxy.freeze();
      caller.getOutputStream().write(2);

      proxy.cut();

      assertThat(caller.getInputStream().read()).isEqualTo(-1);
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void delaysEachDirectionWithoutSlowingTheStream() throws Exception {
    proxy.latency(Duration.ofMillis(150));
    try (var caller = connect()) {
      long begin = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        caller.getOutputStream().write(i);
        caller.getOutputStream().flush();
      }
      byte[] back = caller.getInputStream().readNBytes(20);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(back).hasSize(20);
      assertThat(took).isBetween(Duration.ofMillis(300), Duration.ofMillis(1_500));
    }
  }

  @Test
  void restoreEndsFreezeAndLatency() throws Exception {
    proxy.latency(Duration.ofMinutes(5));
    proxy.freeze();
    try (var caller = connect()) {
      caller.getOutputStream().write(1);

      proxy.restore();

      assertThat(caller.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void closesTheCallerWhenTheTargetIsAway() throws Exception {
    server.close();
    try (var caller = connect()) {
      assertThat(caller.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (var caller = connect()) {
        assertThat(echo(caller, i)).isEqualTo(i);
      }
    }
    try (var broken = connect()) {
      assertThat(echo(broken, 1)).isEqualTo(1);
      proxy.reset();
    }
    Awaitility.await()
        .until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::isOfALink));
  }

  private boolean isOfALink(Thread thread) {
    return thread.getName().matches("tcp-proxy-(read|write|connect)");
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(Ports.loopback(proxy.port()), 5_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int echo(Socket caller, int value) throws IOException {
    caller.getOutputStream().write(value);
    return caller.getInputStream().read();
  }
}
