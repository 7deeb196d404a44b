package io.sunpress.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** As much of S3 as a store of ours needs, without signatures, and odd in a chosen way. */
final class StubS3Server implements AutoCloseable {
  /** What the server makes of {@code If-None-Match: *}. */
  enum Habit {
    OBEYS,
    IGNORES,
    ANSWERS_501,
    ANSWERS_409_TWICE,
    ANSWERS_409_ALWAYS,
    /** Somebody else makes the bucket between the look for it and our call to make it. */
    BUCKET_MADE_BY_ANOTHER
  }

  /**
   * A reply of its own.
   *
   * @param status of HTTP
   * @param type of its body
   * @param body not sent where HEAD asked
   */
  record Refusal(int status, String type, String body) {
    static Optional<Refusal> xml(int status, String code) {
      return Optional.of(
          new Refusal(status, "application/xml", "<Error><Code>" + code + "</Code></Error>"));
    }
  }

  /** PUTs that came with the condition, and those that came without. */
  final AtomicInteger guarded = new AtomicInteger();

  final AtomicInteger plain = new AtomicInteger();
  final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger conflicts = new AtomicInteger();
  private final AtomicInteger bucketCalls = new AtomicInteger();
  private final Habit habit;
  private final Function<HttpExchange, Optional<Refusal>> oddity;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, String> hashes = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  StubS3Server(Habit habit) throws IOException {
    this(habit, exchange -> Optional.empty());
  }

  /**
   * @param oddity what it answers instead, to some requests
   */
  StubS3Server(Habit habit, Function<HttpExchange, Optional<Refusal>> oddity) throws IOException {
    this.habit = habit;
    this.oddity = oddity;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Whether there is an object of the request's name. */
  boolean holds(HttpExchange exchange) {
    return objects.containsKey(exchange.getRequestURI().getPath());
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<Refusal> refusal = oddity.apply(exchange);
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
      return;
    }
    boolean isBucket = key.indexOf('/', 1) < 0;
    if (isBucket && habit == Habit.BUCKET_MADE_BY_ANOTHER && bucketCalls.getAndIncrement() < 2) {
      reply(exchange, exchange.getRequestMethod().equals("HEAD") ? 404 : 409, key);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, key, body);
      case "HEAD" -> reply(exchange, isBucket || objects.containsKey(key) ? 200 : 404, key);
      default -> get(exchange, key);
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", refusal.type());
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || refusal.body().isEmpty();
    byte[] body = refusal.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(refusal.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    reads.incrementAndGet();
    reply(exchange, objects.containsKey(key) ? 200 : 404, key);
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    boolean conditional = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    (conditional ? guarded : plain).incrementAndGet();
    int status = conditional ? status(key) : 200;
    if (status == 200) {
      objects.put(key, body);
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-meta-sha256"))
          .ifPresent(hash -> hashes.put(key, hash));
    }
    reply(exchange, status, "");
  }

  private int status(String key) {
    return switch (habit) {
      case OBEYS, BUCKET_MADE_BY_ANOTHER -> objects.containsKey(key) ? 412 : 200;
      case IGNORES -> 200;
      case ANSWERS_501 -> 501;
      case ANSWERS_409_TWICE ->
          conflicts.getAndIncrement() % 3 < 2 ? 409 : objects.containsKey(key) ? 412 : 200;
      case ANSWERS_409_ALWAYS -> 409;
    };
  }

  private void reply(HttpExchange exchange, int status, String key) throws IOException {
    byte[] body = status == 200 ? objects.getOrDefault(key, new byte[0]) : error(status);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.getResponseHeaders().set("ETag", "\"0\"");
    Optional.ofNullable(hashes.get(key))
        .ifPresent(hash -> exchange.getResponseHeaders().set("X-Amz-Meta-Sha256", hash));
    exchange.getResponseHeaders().set("Last-Modified", "Sat, 01 Aug 2026 12:00:00 GMT");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private byte[] error(int status) {
    String code =
        switch (status) {
          case 404 -> "NoSuchKey";
          case 409 ->
              habit == Habit.BUCKET_MADE_BY_ANOTHER
                  ? "BucketAlreadyOwnedByYou"
                  : "ConditionalRequestConflict";
          case 412 -> "PreconditionFailed";
          default -> "NotImplemented";
        };
    return ("<Error><Code>" + code + "</Code><Message>no</Message></Error>").getBytes(UTF_8);
  }
}
