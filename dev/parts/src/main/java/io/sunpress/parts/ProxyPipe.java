package io.sunpress.parts;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of a link: a reader and a writer with a queue between them, so that latency delays
 * bytes without slowing their stream. The queue is bounded: a sender feels a frozen link in time. A
 * side that breaks off breaks the other.
 */
final class ProxyPipe {
  private record Chunk(byte[] bytes, long readAt) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final ProxyConnection link;
  private final Socket from;
  private final Socket to;
  private final BlockingQueue<Chunk> delayed = new ArrayBlockingQueue<>(256);

  ProxyPipe(ProxyConnection link, Socket from, Socket to) {
    this.link = link;
    this.from = from;
    this.to = to;
  }

  void start() {
    ProxyThreads.start("write", () -> breakingOnFailure(this::write));
    ProxyThreads.start("read", () -> breakingOnFailure(this::read));
  }

  private void read() throws IOException, InterruptedException {
    byte[] buffer = new byte[16_384];
    var in = from.getInputStream();
    int count;
    do {
      count = in.read(buffer);
      delayed.put(new Chunk(Arrays.copyOf(buffer, Math.max(count, 0)), System.nanoTime()));
    } while (count > 0);
  }

  private void write() throws IOException, InterruptedException {
    var out = to.getOutputStream();
    for (Chunk next = delayed.take(); !next.isEnd(); next = delayed.take()) {
      link.hold(next.readAt());
      out.write(next.bytes());
    }
    to.shutdownOutput();
    link.directionEnded();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void breakingOnFailure(Work work) {
    try {
      work.run();
    } catch (IOException | InterruptedException e) {
      link.reset();
      letTheWriterEnd();
    }
  }

  private void letTheWriterEnd() {
    delayed.clear();
    delayed.offer(new Chunk(new byte[0], 0));
  }
}
