package io.sunpress.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Clients that ask an HTTP server over and over, each by a connection of its own. As lean as can
 * be, since they run on the server's processors.
 */
public final class HttpLoad {
  private final URI server;
  private final int connections;

  public HttpLoad(URI server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Everybody, with a thread of his own, asks again as soon as he is answered.
   *
   * @param requests the next one's bytes; called by many threads
   */
  public HttpTimes flatOut(Supplier<byte[]> requests, Duration time) {
    return together(() -> askUntil(requests, System.nanoTime() + time.toNanos()));
  }

  /**
   * All together ask so many times a second, whether answers come or not; a time counts from the
   * moment when the request was due, so that waiting for a late answer is not forgotten.
   */
  public HttpTimes paced(Supplier<byte[]> requests, int perSecond, Duration time) {
    try (ScheduledClients clients = new ScheduledClients(server, connections)) {
      return clients.ask(requests, perSecond, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpTimes together(Callable<HttpTimes> client) {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long start = System.nanoTime();
      List<HttpTimes> times = new ArrayList<>();
      for (Future<HttpTimes> done : threads.invokeAll(Collections.nCopies(connections, client))) {
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

  private HttpTimes askUntil(Supplier<byte[]> requests, long end) throws IOException {
    HttpTimes times = new HttpTimes();
    try (HttpConnection connection = new HttpConnection(server)) {
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        int status = connection.ask(requests.get());
        times.add(status, System.nanoTime() - now);
      }
    }
    return times;
  }
}
