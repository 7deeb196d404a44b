package io.sunpress.simulator;

import io.sunpress.simulator.calls.SimulatorCallLog;
import io.sunpress.simulator.fault.ActiveFaults;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.fault.LatencySampler;
import io.sunpress.simulator.http.AdminRoute;
import io.sunpress.simulator.http.ResponseGate;
import io.sunpress.simulator.http.ResponseRenderer;
import io.sunpress.simulator.http.ServerContext;
import io.sunpress.simulator.http.SimulatorHttpServer;
import io.sunpress.simulator.picture.PictureRenderer;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.simulator.wechat.SimulatedWeChat;
import java.net.URI;

/**
 * WeChat's side on a port of this machine: tokens, the three code calls, limits, and whatever can
 * go wrong with them. Nothing survives {@link #close()}.
 */
public final class WeChatSimulator implements AutoCloseable {
  private final ActiveFaults activeFaults = new ActiveFaults();
  private final LatencySampler latency = new LatencySampler();
  private final ResponseGate responseGate = new ResponseGate();
  private final SimulatorCallLog ledger;
  private final SimulatedWeChat simulatedWeChat;
  private final SimulatorHttpServer front;
  private final String host;

  private WeChatSimulator(SimulatorSettings settings) {
    host = settings.host();
    ledger = new SimulatorCallLog(settings.ledgerCapacity());
    simulatedWeChat = new SimulatedWeChat(settings.rules(), settings.clock(), activeFaults, ledger);
    ServerContext serverContext =
        new ServerContext(
            simulatedWeChat,
            latency,
            responseGate,
            new ResponseRenderer(new PictureRenderer(settings.pictureSize()), settings.clock()),
            new AdminRoute(simulatedWeChat, activeFaults, latency, ledger));
    front = SimulatorHttpServer.start(host, settings.port(), settings.threads(), serverContext);
  }

  /** Starts listening; knows no app yet. */
  public static WeChatSimulator start(SimulatorSettings settings) {
    return new WeChatSimulator(settings);
  }

  /** {@code http://host:port}, without a slash at the end. */
  public URI baseUrl() {
    return URI.create("http://" + host + ":" + port());
  }

  public int port() {
    return front.port();
  }

  /** Makes an app known, or replaces its settings; what it has used up stays used up. */
  public void addApp(SimulatedApp app) {
    simulatedWeChat.put(app);
  }

  /** Sets how long every answer takes from now on. */
  public void latency(Latency next) {
    latency.set(next);
  }

  public ActiveFaults faults() {
    return activeFaults;
  }

  /** Every call ever made, and ways to wait for calls. */
  public SimulatorCallLog calls() {
    return ledger;
  }

  /** Calls that have arrived and are neither answered nor abandoned. */
  public int inFlight() {
    return ledger.inFlight();
  }

  /** From now on answers wait, whatever their latency, until they are released. */
  public void holdReplies() {
    responseGate.hold();
  }

  /** Lets all waiting answers go, and later ones as usual. */
  public void releaseReplies() {
    responseGate.release();
  }

  /** Closes all connections, answered or not. */
  @Override
  public void close() {
    front.close();
  }
}
