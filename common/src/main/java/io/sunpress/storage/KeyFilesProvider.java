package io.sunpress.storage;

import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import io.sunpress.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys from files, read for each request: they are small, and a rotated one counts at once. */
final class KeyFilesProvider implements Provider {
  private final StoreCredentials.KeyFiles files;

  KeyFilesProvider(StoreCredentials.KeyFiles files) {
    this.files = files;
  }

  @Override
  public Credentials fetch() {
    return new Credentials(
        read(files.accessKey()),
        read(files.secretKey()),
        files.sessionToken().map(KeyFilesProvider::read).orElse(null),
        null);
  }

  private static String read(Path file) {
    try {
      return Secret.of(Files.readString(file)).reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
