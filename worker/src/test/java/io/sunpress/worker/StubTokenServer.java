package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** A company's token service: gives one token to whoever shows the bearer. */
public final class StubTokenServer implements AutoCloseable {
  public static final String BEARER = "canary-bearer";
  public static final String URL_KEY = "canary-url-key";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Supplier<String> token = () -> "";
  private volatile int status = 200;

  public StubTokenServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    boolean known =
        ("Bearer " + BEARER).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body =
        "{\"access_token\":\"%s\",\"expires_in\":7200}".formatted(token.get()).getBytes(UTF_8);
    exchange.sendResponseHeaders(known ? status : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** With a key of its own in the query, as some have it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/wx?key=" + URL_KEY;
  }

  public void holds(String value) {
    holds(() -> value);
  }

  public void holds(Supplier<String> value) {
    token = value;
    status = 200;
  }

  public void refuses(int code) {
    status = code;
  }

  int asked() {
    return asked.get();
  }

  /** What WeChat gives for a secret. */
  static String stableToken(URI wechat, String app, String secret) {
    String body =
        "{\"grant_type\":\"client_credential\",\"appid\":\"%s\",\"secret\":\"%s\"}"
            .formatted(app, secret);
    try {
      HttpResponse<String> reply =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(wechat.resolve("/cgi-bin/stable_token"))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return JsonMapper.shared().readTree(reply.body()).path("access_token").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
