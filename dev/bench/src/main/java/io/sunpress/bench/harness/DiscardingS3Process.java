package io.sunpress.bench.harness;

/** The JVM of what stands for an S3 server where storage is not to be measured. */
final class DiscardingS3Process {
  private DiscardingS3Process() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    ParentWatch.ready(DiscardingS3Server.start().endpoint());
  }
}
