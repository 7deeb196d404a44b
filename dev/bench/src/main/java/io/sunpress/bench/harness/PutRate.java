package io.sunpress.bench.harness;

import io.minio.Checksum;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many pictures a second the S3 server takes from someone who does nothing else, in the way in
 * which a worker writes them.
 */
final class PutRate {
  private static final int BYTES = 195_000;
  private static final int WRITERS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  private final MinioClient client;
  private final byte[] picture = new byte[BYTES];
  private final AtomicLong written = new AtomicLong();
  private final String prefix;
  private volatile boolean stopped;

  private PutRate(MinioClient client, long seed) {
    this.client = client;
    new Random(seed).nextBytes(picture);
    this.prefix = "put-rate/" + seed + "/" + System.nanoTime() + "/";
  }

  /** In objects of a code's size a second. */
  static double of(MinioClient client, Duration time, long seed) {
    return new PutRate(client, seed).measure(time);
  }

  private double measure(Duration time) {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        running.add(writers.submit(this::write));
      }
      ConditionWait.pause(WARM_UP, () -> false);
      long before = written.get();
      long start = System.nanoTime();
      ConditionWait.pause(time, () -> false);
      long count = written.get() - before;
      double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
      stopped = true;
      for (Future<?> writer : running) {
        writer.get(60, TimeUnit.SECONDS);
      }
      return count / seconds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing objects", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the S3 server took not all objects", e);
    } finally {
      stopped = true;
      writers.shutdownNow();
    }
  }

  private @Nullable Void write() throws MinioException {
    while (!stopped) {
      client.putObject(
          PutObjectArgs.builder()
              .bucket(BenchInstallation.BUCKET)
              .object(prefix + written.incrementAndGet())
              .data(picture, BYTES)
              .contentType("image/jpeg")
              .checksum(Checksum.Algorithm.CRC32)
              .extraHeaders(Map.of("If-None-Match", "*"))
              .build());
    }
    return null;
  }
}
