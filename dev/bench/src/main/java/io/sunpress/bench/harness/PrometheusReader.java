package io.sunpress.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A part's metrics, read from its Prometheus endpoint. */
public final class PrometheusReader {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private PrometheusReader() {}

  /**
   * The value of a metric without tags.
   *
   * @throws IllegalStateException if there is none of this name
   */
  public static double of(MeasuredProcess measuredProcess, String name) {
    return page(measuredProcess.address().resolve("/actuator/prometheus"))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(measuredProcess.name() + " has no " + name));
  }

  private static String page(URI address) {
    try {
      return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics at " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
