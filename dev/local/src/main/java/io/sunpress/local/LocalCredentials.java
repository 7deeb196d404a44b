package io.sunpress.local;

import io.sunpress.installation.StorageCredentials;
import io.sunpress.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The keys of one data directory, made at its first start and kept in it, readable by its owner
 * only: the id-key names all codes in it, so it must never change.
 *
 * @param idKey names the codes
 * @param storage opens the S3 server
 * @param simulatedAppSecret of the simulated mini-program
 */
record LocalCredentials(Secret idKey, StorageCredentials storage, Secret simulatedAppSecret) {

  static LocalCredentials in(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read or make " + file, e);
    }
  }

  private static LocalCredentials read(Path file) throws IOException {
    Properties keys = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in);
    }
    return new LocalCredentials(
        secret(keys, "id-key"),
        new StorageCredentials(secret(keys, "storage-user"), secret(keys, "storage-secret")),
        secret(keys, "simulated-app-secret"));
  }

  private static Secret secret(Properties keys, String name) {
    return Secret.of(keys.getProperty(name, ""));
  }

  /** Moved into place whole: a crash in between must not leave half a key. */
  private static void make(Path file) throws IOException {
    Properties keys = new Properties();
    SecureRandom random = new SecureRandom();
    keys.setProperty("id-key", hex(random, 32));
    keys.setProperty("storage-user", "local" + hex(random, 4));
    keys.setProperty("storage-secret", hex(random, 20));
    keys.setProperty("simulated-app-secret", hex(random, 16));
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", ".tmp");
    if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    }
    try (OutputStream out = Files.newOutputStream(draft)) {
      keys.store(out, "Sunpress local mode. Never change id-key: every code would get another id.");
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] buffer = new byte[bytes];
    random.nextBytes(buffer);
    return HexFormat.of().formatHex(buffer);
  }
}
