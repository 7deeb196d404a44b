package io.sunpress.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * The simulator's JVM: WeChat's side, and on a port of its own the whole ledger, which the admin
 * route does not give.
 */
final class SimulatorProcess {
  /** Where the ledger is. */
  static final String LEDGER = "/ledger";

  private SimulatorProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParentWatch.begin();
    WeChatSimulator simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    HttpServer books =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    books.createContext(LEDGER, exchange -> send(simulator, exchange));
    books.start();
    ParentWatch.ready(
        simulator.baseUrl() + " http://127.0.0.1:" + books.getAddress().getPort() + LEDGER);
  }

  private static void send(WeChatSimulator simulator, HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var lines =
        new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), UTF_8))) {
      for (RecordedCall recordedCall : simulator.calls().all()) {
        lines.write(line(recordedCall));
      }
    }
  }

  /** Neither page nor scene can hold a tab. */
  private static String line(RecordedCall recordedCall) {
    String sha256 =
        recordedCall.outcome() instanceof RecordedOutcome.Picture picture ? picture.sha256() : "";
    return String.join(
            "\t",
            Long.toString(recordedCall.at().toEpochMilli()),
            recordedCall.facts().kind().name().toLowerCase(Locale.ROOT),
            recordedCall.facts().page(),
            recordedCall.facts().scene(),
            recordedCall.outcome().label(),
            sha256)
        + "\n";
  }
}
