package io.sunpress.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Where local mode keeps everything; one process at a time. */
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Takes the directory; makes it where it is missing.
   *
   * @throws IllegalArgumentException if another process has it
   */
  static DataDirectory take(Path path) {
    try {
      Path root = createPrivately(path.toAbsolutePath().normalize());
      FileChannel file =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(file) == null) {
        file.close();
        throw new IllegalArgumentException("another Sunpress is using " + root);
      }
      return new DataDirectory(root, file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't use the data directory " + path, e);
    }
  }

  /** Keys are in it, and all requests: other users of this machine have no business there. */
  private static Path createPrivately(Path path) throws IOException {
    Path root = Files.createDirectories(path);
    if (Files.getFileStore(root).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
    return root;
  }

  private static FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path root() {
    return root;
  }

  Path ledger() {
    return root.resolve("ledger");
  }

  Path keys() {
    return root.resolve("keys.properties");
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("can't leave the data directory " + root, e);
    }
  }
}
