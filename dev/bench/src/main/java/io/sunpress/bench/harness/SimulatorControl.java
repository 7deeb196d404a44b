package io.sunpress.bench.harness;

import io.sunpress.bench.measure.PageAndScene;
import io.sunpress.bench.measure.SimulatedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The simulator from outside: latency, apps, and the ledger of all calls. */
public final class SimulatorControl {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final URI ledger;

  SimulatorControl(URI url, URI ledger) {
    this.url = url;
    this.ledger = ledger;
  }

  /** Where WeChat's calls go. */
  public URI url() {
    return url;
  }

  /** From now on every answer takes this long. */
  public void latency(Duration always) {
    latency(always, 0, Duration.ZERO, 0);
  }

  /**
   * From now on every answer takes this long, but for a share of them, drawn by lot.
   *
   * @param share 0 to 1: so many hang
   * @param hangFor so long, and are answered then
   */
  public void latency(Duration always, double share, Duration hangFor, long seed) {
    post(
        "/_sim/latency",
        Map.of(
            "medianMillis", always.toMillis(),
            "p99Millis", always.toMillis(),
            "hangShare", share,
            "hangForMillis", hangFor.toMillis(),
            "seed", seed));
  }

  /** Makes an app known, or sets another limit for it. */
  void app(String appId, String secret, int minuteLimit) {
    post("/_sim/apps", Map.of("appId", appId, "secret", secret, "minuteLimit", minuteLimit));
  }

  /** Every call so far, in order of arrival. */
  public List<SimulatedCall> calls() {
    return send(HttpRequest.newBuilder(ledger)).lines().map(SimulatorControl::call).toList();
  }

  private static SimulatedCall call(String line) {
    String[] field = line.split("\t", -1);
    return new SimulatedCall(
        Long.parseLong(field[0]),
        field[1],
        new PageAndScene(field[2], field[3]),
        field[4],
        field[5]);
  }

  private void post(String path, Map<String, Object> body) {
    send(
        HttpRequest.newBuilder(url.resolve(path))
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("the simulator refused: " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("the simulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the simulator", e);
    }
  }
}
