package io.sunpress.simulator;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.picture.PictureSize;
import io.sunpress.simulator.wechat.SimulatorRules;
import java.time.Clock;

/**
 * What is fixed when the simulator starts.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param threads threads that serve all connections
 * @param clock decides how old tokens are and which minute it is; delays go by real time
 * @param rules where reports about WeChat differ
 * @param pictureSize how large the pictures are
 * @param ledgerCapacity newest calls of which the details are kept; about 200 bytes each
 */
public record SimulatorSettings(
    String host,
    int port,
    int threads,
    Clock clock,
    SimulatorRules rules,
    PictureSize pictureSize,
    int ledgerCapacity) {
  private static final int LEDGER_CAPACITY = 2_000_000;

  public SimulatorSettings {
    requireNonNull(host, "host");
    requireNonNull(clock, "clock");
    requireNonNull(rules, "rules");
    requireNonNull(pictureSize, "pictureSize");
    if (port < 0 || port > 65_535 || threads < 1 || ledgerCapacity < 1) {
      throw new IllegalArgumentException("port, threads or ledgerCapacity out of range");
    }
  }

  /** On a free loopback port, like WeChat in everything else. */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        "127.0.0.1",
        0,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        Clock.systemUTC(),
        SimulatorRules.defaults(),
        PictureSize.LIKE_WECHAT,
        LEDGER_CAPACITY);
  }

  public SimulatorSettings withHost(String address) {
    return new SimulatorSettings(address, port, threads, clock, rules, pictureSize, ledgerCapacity);
  }

  public SimulatorSettings withPort(int number) {
    return new SimulatorSettings(host, number, threads, clock, rules, pictureSize, ledgerCapacity);
  }

  public SimulatorSettings withClock(Clock other) {
    return new SimulatorSettings(host, port, threads, other, rules, pictureSize, ledgerCapacity);
  }

  public SimulatorSettings withRules(SimulatorRules other) {
    return new SimulatorSettings(host, port, threads, clock, other, pictureSize, ledgerCapacity);
  }

  public SimulatorSettings withPictureSize(PictureSize size) {
    return new SimulatorSettings(host, port, threads, clock, rules, size, ledgerCapacity);
  }
}
