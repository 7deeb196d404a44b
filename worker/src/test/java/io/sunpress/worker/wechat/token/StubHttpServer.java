package io.sunpress.worker.wechat.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers everything with what it was told last, and remembers what it was asked. */
final class StubHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = new Answer(200, Map.of(), new byte[0]);
  private volatile Runnable meanwhile = () -> {};

  record Asked(String method, URI uri, Headers headers, String body) {}

  private record Answer(int status, Map<String, String> headers, byte[] body) {}

  StubHttpServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    meanwhile.run();
    Answer told = answer;
    told.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
    exchange.getResponseBody().write(told.body());
    exchange.close();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void answers(int status, Map<String, String> headers, byte[] body) {
    answer = new Answer(status, Map.copyOf(headers), body);
  }

  void answers(String body) {
    answers(200, Map.of(), body.getBytes(UTF_8));
  }

  /** What happens while an answer is under way. */
  void meanwhile(Runnable what) {
    meanwhile = what;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
