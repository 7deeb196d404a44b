package io.sunpress.worker;

/** The tests' broker, for other packages. */
public final class SharedBroker {
  private SharedBroker() {}

  /** What clients take as {@code bootstrap.servers}. */
  public static String bootstrapServers() {
    return SharedServers.shared().broker().bootstrapServers();
  }
}
