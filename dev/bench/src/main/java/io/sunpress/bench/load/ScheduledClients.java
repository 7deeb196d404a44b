package io.sunpress.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Clients that ask by the clock, all of them served by one thread. With a thread for each, two
 * threads are woken for every request, one when it is due and one by its answer; that takes from
 * the server the processors that it is measured with.
 */
final class ScheduledClients implements AutoCloseable {
  /** How much later than it came an answer may be noticed; it counts as the server's time. */
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final List<HttpConnection> connections = new ArrayList<>();
  private final HttpTimes times = new HttpTimes();

  ScheduledClients(URI server, int count) throws IOException {
    try {
      for (int i = 0; i < count; i++) {
        connections.add(new HttpConnection(server));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** All together ask so many times a second, one after the other. */
  HttpTimes ask(Supplier<byte[]> requests, int perSecond, Duration time) throws IOException {
    long start = System.nanoTime() + HEAD_START_NANOS;
    double distance = 1e9 / perSecond;
    List<Client> clients = new ArrayList<>();
    for (HttpConnection connection : connections) {
      double first = start + distance * clients.size();
      clients.add(
          new Client(
              connection, requests, first, distance * connections.size(), start + time.toNanos()));
    }
    while (!isDone(clients)) {
      if (System.nanoTime() - start > time.toNanos() + PATIENCE_NANOS) {
        throw new IOException("a client was not answered");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return HttpTimes.together(List.of(times), System.nanoTime() - start);
  }

  private static boolean isDone(List<Client> clients) throws IOException {
    boolean done = true;
    for (Client client : clients) {
      done &= client.isDone();
    }
    return done;
  }

  /** One connection, with one request under way at most; those that are due meanwhile are late. */
  private final class Client {
    private final HttpConnection connection;
    private final Supplier<byte[]> requests;
    private final double distance;
    private final long end;
    private double due;
    private boolean waiting;

    Client(
        HttpConnection connection,
        Supplier<byte[]> requests,
        double due,
        double distance,
        long end) {
      this.connection = connection;
      this.requests = requests;
      this.due = due;
      this.distance = distance;
      this.end = end;
    }

    /** Takes an answer that is here, asks what is due; returns whether there is no more to do. */
    boolean isDone() throws IOException {
      if (waiting && !connection.isSilent()) {
        int status = connection.answer();
        times.add(status, System.nanoTime() - (long) due);
        waiting = false;
        due += distance;
      }
      if (!waiting && due < end && due <= System.nanoTime()) {
        connection.send(requests.get());
        waiting = true;
      }
      return !waiting && due >= end;
    }
  }

  @Override
  public void close() {
    for (HttpConnection connection : connections) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a client could not hang up", e);
      }
    }
  }
}
