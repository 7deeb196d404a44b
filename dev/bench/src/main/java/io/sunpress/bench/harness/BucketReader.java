package io.sunpress.bench.harness;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.sunpress.bench.measure.StoredObject;
import io.sunpress.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The bucket as a stranger with the key sees it: every picture listed, and read back whole. */
final class BucketReader {
  private static final int READERS = 8;

  private final MinioClient client;

  private BucketReader(MinioClient client) {
    this.client = client;
  }

  static List<StoredObject> all(MinioClient client) {
    return new BucketReader(client).all();
  }

  private List<StoredObject> all() {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<StoredObject>> read = new ArrayList<>();
      for (String key : keys()) {
        read.add(readers.submit(() -> read(key)));
      }
      List<StoredObject> all = new ArrayList<>(read.size());
      for (Future<StoredObject> one : read) {
        all.add(one.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading pictures", e);
    } catch (ExecutionException | MinioException e) {
      throw new IllegalStateException("the bucket can't be read", e);
    } finally {
      readers.shutdownNow();
    }
  }

  private List<String> keys() throws MinioException {
    List<String> keys = new ArrayList<>();
    ListObjectsArgs args =
        ListObjectsArgs.builder()
            .bucket(BenchInstallation.BUCKET)
            .prefix("codes/")
            .recursive(true)
            .build();
    for (Result<Item> item : client.listObjects(args)) {
      keys.add(item.get().objectName());
    }
    return keys;
  }

  private StoredObject read(String key) throws MinioException {
    GetObjectArgs args =
        GetObjectArgs.builder().bucket(BenchInstallation.BUCKET).object(key).build();
    try (GetObjectResponse object = client.getObject(args)) {
      return new StoredObject(key, Sha256.hex(object.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
