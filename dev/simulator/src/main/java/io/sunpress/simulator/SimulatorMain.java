package io.sunpress.simulator;

/** Runs the simulator by itself. */
public final class SimulatorMain {
  private SimulatorMain() {}

  /** Listens until the process is ended; {@link SimulatorOptions} lists the options. */
  public static void main(String[] args) throws InterruptedException {
    SimulatorOptions options = SimulatorOptions.parse(args, System.getenv());
    WeChatSimulator simulator = WeChatSimulator.start(options.settings());
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
    options.apps().forEach(simulator::addApp);
    simulator.latency(options.latency());
    System.out.println("WeChat simulator at " + simulator.baseUrl());
    Thread.currentThread().join();
  }
}
