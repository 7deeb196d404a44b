package io.sunpress.bench.harness;

import java.util.List;

/** Where pictures go. */
public enum StorageKind {
  /** A real S3 server on disk. */
  S3("S3 server", S3Process.class),
  /** Taken and forgotten: what the rest can do without a store. */
  NOTHING("void store", DiscardingS3Process.class);

  private final String part;
  private final Class<?> main;

  StorageKind(String part, Class<?> main) {
    this.part = part;
    this.main = main;
  }

  /** As it is reported. */
  String part() {
    return part;
  }

  Class<?> main() {
    return main;
  }

  List<String> arguments(RunDirectory place) {
    return List.of(
        place.data("s3").toString(),
        BenchInstallation.STORAGE.user().reveal(),
        BenchInstallation.STORAGE.secret().reveal());
  }
}
