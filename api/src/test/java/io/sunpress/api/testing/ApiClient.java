package io.sunpress.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.ApiApplication;
import io.sunpress.api.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The API as it is started anywhere, and a client for it. */
public final class ApiClient implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ConfigurableApplicationContext context;
  private final URI base;

  private ApiClient(ConfigurableApplicationContext context) {
    this.context = context;
    this.base =
        URI.create(
            "http://127.0.0.1:"
                + context.getEnvironment().getProperty("local.server.port")
                + context.getEnvironment().getProperty("server.servlet.context-path", ""));
  }

  /** Starts, and does not wait until it is ready. */
  public static ApiClient starting(Installation installation, Map<String, String> more) {
    Map<String, String> properties = installation.properties();
    properties.putAll(more);
    return new ApiClient(
        new SpringApplicationBuilder(ApiApplication.class)
            .run(
                properties.entrySet().stream()
                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new)));
  }

  /** Starts and waits until it is ready. */
  public static ApiClient ready(Installation installation, Map<String, String> more) {
    ApiClient api = starting(installation, more);
    await().atMost(Duration.ofSeconds(120)).until(api::isReady);
    return api;
  }

  public static ApiClient ready(Installation installation) {
    return ready(installation, Map.of());
  }

  public boolean isReady() {
    return get("/actuator/health/readiness").statusCode() == 200;
  }

  public Ledger ledger() {
    return context.getBean(Ledger.class);
  }

  /** A part of the process. */
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public URI base() {
    return base;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .POST(BodyPublishers.ofString(body, UTF_8))
            .setHeader("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  public CompletableFuture<HttpResponse<String>> postAsync(
      String path, String body, String prefer) {
    return sendAsync(
        request(path).POST(BodyPublishers.ofString(body, UTF_8)).setHeader("Prefer", prefer));
  }

  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString(UTF_8));
  }

  public HttpResponse<byte[]> bytes(String method, String path, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    return send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> as) {
    try {
      return HTTP.send(request, as);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
