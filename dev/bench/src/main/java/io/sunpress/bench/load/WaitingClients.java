package io.sunpress.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Clients that ask an HTTP server once each and then wait, all at the same time. */
public final class WaitingClients implements AutoCloseable {
  private final List<HttpConnection> clients = new ArrayList<>();

  /**
   * Has all of them ask, one after the other; returns before they are answered.
   *
   * @param requests the next one's bytes
   */
  public WaitingClients(URI server, int size, Supplier<byte[]> requests) {
    try {
      for (int i = 0; i < size; i++) {
        HttpConnection client = new HttpConnection(server);
        clients.add(client);
        client.send(requests.get());
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("client " + clients.size() + " could not ask", e);
    }
  }

  /** How many have heard nothing yet. */
  public int silent() {
    int silent = 0;
    try {
      for (HttpConnection client : clients) {
        silent += client.isSilent() ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a client has lost its server", e);
    }
    return silent;
  }

  /**
   * Waits for all answers.
   *
   * @throws IllegalStateException if one has another status
   */
  public void awaitAll(int status) {
    try {
      for (HttpConnection client : clients) {
        int answered = client.answer();
        if (answered != status) {
          throw new IllegalStateException("a client that waited was answered " + answered);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a client that waited was not answered", e);
    }
  }

  @Override
  public void close() {
    for (HttpConnection client : clients) {
      try {
        client.close();
      } catch (IOException ignored) {
        // Nobody asks it any more.
      }
    }
  }
}
