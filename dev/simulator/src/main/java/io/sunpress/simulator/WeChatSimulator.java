package io.sunpress.simulator;

import io.sunpress.simulator.fault.Faults;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.fault.LatencySource;
import io.sunpress.simulator.http.AdminRoute;
import io.sunpress.simulator.http.Deliveries;
import io.sunpress.simulator.http.Gate;
import io.sunpress.simulator.http.HttpFront;
import io.sunpress.simulator.http.Site;
import io.sunpress.simulator.ledger.Ledger;
import io.sunpress.simulator.picture.Painter;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.simulator.wechat.WeChat;
import java.net.URI;

/**
 * WeChat's side on a port of this machine: tokens, the three code calls, limits, and whatever can
 * go wrong with them. Nothing survives {@link #close()}.
 */
public final class WeChatSimulator implements AutoCloseable {
  private final Faults faults = new Faults();
  private final LatencySource latency = new LatencySource();
  private final Gate gate = new Gate();
  private final Ledger ledger;
  private final WeChat weChat;
  private final HttpFront front;
  private final String host;

  private WeChatSimulator(SimulatorSettings settings) {
    host = settings.host();
    ledger = new Ledger(settings.ledgerCapacity());
    weChat = new WeChat(settings.rules(), settings.clock(), faults, ledger);
    Site site =
        new Site(
            weChat,
            latency,
            gate,
            new Deliveries(new Painter(settings.pictureSize()), settings.clock()),
            new AdminRoute(weChat, faults, latency, ledger));
    front = HttpFront.start(host, settings.port(), settings.threads(), site);
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
    weChat.put(app);
  }

  /** Sets how long every answer takes from now on. */
  public void latency(Latency next) {
    latency.set(next);
  }

  public Faults faults() {
    return faults;
  }

  /** Every call ever made, and ways to wait for calls. */
  public Ledger calls() {
    return ledger;
  }

  /** Calls that have arrived and are neither answered nor abandoned. */
  public int inFlight() {
    return ledger.inFlight();
  }

  /** From now on answers wait, whatever their latency, until they are released. */
  public void holdReplies() {
    gate.hold();
  }

  /** Lets all waiting answers go, and later ones as usual. */
  public void releaseReplies() {
    gate.release();
  }

  /** Closes all connections, answered or not. */
  @Override
  public void close() {
    front.close();
  }
}
