package io.sunpress.local;

import io.sunpress.parts.Ports;

/**
 * The four ports of local mode; 0 is any free one.
 *
 * @param http of the API
 * @param kafka of the broker
 * @param s3 of the S3 server
 * @param simulator of WeChat's stand-in
 */
public record LocalPorts(int http, int kafka, int s3, int simulator) {
  /** Whatever is free. */
  public static final LocalPorts FREE = new LocalPorts(0, 0, 0, 0);

  public LocalPorts {
    check(http);
    check(kafka);
    check(s3);
    check(simulator);
  }

  /** The same, with a free port for each that is taken or 0. */
  LocalPorts free() {
    return new LocalPorts(
        Ports.freeOr(http), Ports.freeOr(kafka), Ports.freeOr(s3), Ports.freeOr(simulator));
  }

  private static void check(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
