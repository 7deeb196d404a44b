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
  static final LocalPorts DEFAULT = new LocalPorts(8080, 9092, 9000, 8090);

  /** Whatever is free. */
  public static final LocalPorts FREE = new LocalPorts(0, 0, 0, 0);

  public LocalPorts {
    check(http);
    check(kafka);
    check(s3);
    check(simulator);
  }

  LocalPorts with(String option, String value) {
    int port = number(option, value);
    return switch (option) {
      case "port" -> new LocalPorts(port, kafka, s3, simulator);
      case "kafka-port" -> new LocalPorts(http, port, s3, simulator);
      case "s3-port" -> new LocalPorts(http, kafka, port, simulator);
      case "simulator-port" -> new LocalPorts(http, kafka, s3, port);
      default -> throw new IllegalArgumentException("not an option: --" + option);
    };
  }

  /** The same, with a free port for each that is taken or 0. */
  LocalPorts free() {
    return new LocalPorts(
        Ports.freeOr(http), Ports.freeOr(kafka), Ports.freeOr(s3), Ports.freeOr(simulator));
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + option + " needs a number, not " + value, e);
    }
  }

  private static void check(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
