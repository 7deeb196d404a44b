package io.sunpress.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Clients that ask an HTTP server over and over, each by a connection and a thread of its own. As
 * lean as can be, since it runs on the server's processors.
 */
public final class HttpLoad {
  private final URI server;
  private final int connections;

  public HttpLoad(URI server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Everybody asks again as soon as he is answered.
   *
   * @param requests the next one's bytes; called by many threads
   */
  public HttpTimes flatOut(Supplier<byte[]> requests, Duration time) {
    return run(client -> askUntil(client, requests, System.nanoTime() + time.toNanos()));
  }

  /**
   * All together ask so many times a second, whether answers come or not; a time counts from the
   * moment when the request was due, so that waiting for a late answer is not forgotten.
   */
  public HttpTimes paced(Supplier<byte[]> requests, int perSecond, Duration time) {
    long start = System.nanoTime() + Duration.ofMillis(200).toNanos();
    double distance = 1e9 * connections / perSecond;
    return run(client -> askInTime(client, requests, start, distance, time.toNanos()));
  }

  private interface Work {
    HttpTimes of(Client client) throws IOException;
  }

  private record Client(HttpConnection connection, int number) {}

  private HttpTimes run(Work work) {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<HttpTimes>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        all.add(() -> one(work, number));
      }
      long start = System.nanoTime();
      List<HttpTimes> times = new ArrayList<>();
      for (Future<HttpTimes> done : threads.invokeAll(all)) {
        times.add(done.get());
      }
      return HttpTimes.together(times, System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client has failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private HttpTimes one(Work work, int number) {
    try (HttpConnection connection = new HttpConnection(server)) {
      return work.of(new Client(connection, number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpTimes askUntil(Client client, Supplier<byte[]> requests, long end)
      throws IOException {
    HttpTimes times = new HttpTimes();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      int status = client.connection().ask(requests.get());
      times.add(status, System.nanoTime() - now);
    }
    return times;
  }

  private HttpTimes askInTime(
      Client client, Supplier<byte[]> requests, long start, double distance, long time)
      throws IOException {
    HttpTimes times = new HttpTimes();
    double offset = distance * client.number() / connections;
    for (long i = 0; i * distance + offset < time; i++) {
      long due = start + (long) (i * distance + offset);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int status = client.connection().ask(requests.get());
      times.add(status, System.nanoTime() - due);
    }
    return times;
  }
}
