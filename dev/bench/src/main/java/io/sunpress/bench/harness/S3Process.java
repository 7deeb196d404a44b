package io.sunpress.bench.harness;

import io.sunpress.parts.LocalS3;
import java.nio.file.Path;

/** The S3 server's JVM. */
final class S3Process {
  private S3Process() {}

  /**
   * @param arguments the data directory, access key, secret key
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    ParentWatch.ready(
        LocalS3.start(Path.of(arguments[0]), 0, arguments[1], arguments[2]).endpoint());
  }
}
