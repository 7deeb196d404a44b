package io.sunpress.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows nothing but HTTP. */
final class PlainHttpClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int MOST_TRIES = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  PlainHttpClient(URI base) {
    this.base = base;
  }

  /** The compat call; its envelope. */
  JsonNode qrcode(String body) {
    return JSON.readTree(send(post("/api/weapp/qrcode", body)).body());
  }

  /** The compat call for a page and a scene; the picture's address. */
  String url(String page, String scene) {
    JsonNode envelope =
        qrcode(JSON.writeValueAsString(java.util.Map.of("path", page, "scene", scene)));
    if (envelope.path("code").asInt(-1) != 0) {
      throw new AssertionError("no picture: " + envelope);
    }
    return envelope.path("data").asString();
  }

  /** {@code POST /v1/codes}, waiting for the picture. */
  JsonNode code(String body) {
    return JSON.readTree(send(post("/v1/codes", body, "Prefer", "wait=20")).body());
  }

  JsonNode job(String id) {
    return JSON.readTree(send(get(base.resolve("/v1/jobs/" + id))).body());
  }

  HttpResponse<byte[]> fetch(String url) {
    return send(get(URI.create(url)));
  }

  private HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
  }

  private HttpRequest post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  /** Asks again where the answer is "ask again": that is always safe. */
  private HttpResponse<byte[]> send(HttpRequest request) {
    HttpResponse<byte[]> response = sendOnce(request);
    for (int i = 1; i < MOST_TRIES && response.statusCode() == 503; i++) {
      response = sendOnce(request);
    }
    return response;
  }

  private HttpResponse<byte[]> sendOnce(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
