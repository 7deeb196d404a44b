package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data directory to one broker. Kafka's own lock comes too late: by then the second
 * controller has written into the first one's metadata log.
 */
final class DataDirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  /**
   * Takes the lock; the system gives it back when this process dies.
   *
   * @throws IllegalStateException if a broker of this or another process has it
   */
  DataDirectoryLock(Path dataDir) {
    try {
      Files.createDirectories(dataDir);
      channel =
          FileChannel.open(
              dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + dataDir, e);
    }
    if (!locked()) {
      close();
      throw new IllegalStateException(dataDir + " is in use by another broker");
    }
  }

  private boolean locked() {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
