package io.sunpress.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What serves pictures to visitors: a bucket, a CDN. */
final class StubPublicServer implements AutoCloseable {
  private final HttpServer server;
  private volatile byte[] body =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjnfAAAAABJRU5ErkJg"
                  + "gg==");
  private volatile int status = 200;
  private volatile String type = "image/png";
  private volatile String disposition = "inline";
  private volatile String path = "";
  private volatile Map<String, List<String>> headers = Map.of();

  StubPublicServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    path = exchange.getRequestURI().getPath();
    headers = Map.copyOf(exchange.getRequestHeaders());
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Content-Disposition", disposition);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  void answers(int code, String contentType, String contentDisposition) {
    status = code;
    type = contentType;
    disposition = contentDisposition;
  }

  void serves(byte[] other) {
    body = other;
  }

  Set<String> setting() {
    return Set.of("sunpress.public-base-url=http://127.0.0.1:" + server.getAddress().getPort());
  }

  String path() {
    return path;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
