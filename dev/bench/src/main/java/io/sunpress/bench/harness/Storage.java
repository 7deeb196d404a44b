package io.sunpress.bench.harness;

import java.util.List;

/** Where pictures go. */
public enum Storage {
  /** A real S3 server on disk. */
  S3("S3 server", S3Part.class),
  /** Taken and forgotten: what the rest can do without a store. */
  NOTHING("void store", VoidPart.class);

  private final String part;
  private final Class<?> main;

  Storage(String part, Class<?> main) {
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

  List<String> arguments(Workplace place) {
    return List.of(place.data("s3").toString(), Keys.STORAGE_USER, Keys.STORAGE_SECRET);
  }
}
