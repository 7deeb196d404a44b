package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void givesThePreferredPortWhenItIsFree() {
    int free = Ports.free();

    assertThat(Ports.freeOr(free)).isEqualTo(free);
  }

  @Test
  void givesAnotherPortWhenThePreferredOneIsTaken() throws Exception {
    try (var other = new ServerSocket()) {
      other.bind(Ports.loopback(0));
      int taken = other.getLocalPort();

      assertThat(Ports.isFree(taken)).isFalse();
      int given = Ports.freeOr(taken);
      assertThat(given).isNotEqualTo(taken);
      assertThat(Ports.isFree(given)).isTrue();
    }
  }

  @Test
  void seesAPortTakenOnAllAddresses() throws Exception {
    try (var other = new ServerSocket(0)) {
      assertThat(Ports.isFree(other.getLocalPort())).isFalse();
    }
  }

  @Test
  void choosesAPortWhenNoneIsPreferred() {
    assertThat(Ports.freeOr(0)).isPositive();
  }

  @Test
  void refusesCallersOnAHeldPort() throws Exception {
    try (var hold = new PortReservation(Ports.free());
        var caller = new Socket()) {
      assertThatThrownBy(() -> caller.connect(Ports.loopback(hold.port())))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void holdsNoPortThatSomebodyListensOn() throws Exception {
    try (var other = new ServerSocket()) {
      other.bind(Ports.loopback(0));

      assertThatThrownBy(() -> new PortReservation(other.getLocalPort()))
          .isInstanceOf(PortTakenException.class);
    }
  }
}
