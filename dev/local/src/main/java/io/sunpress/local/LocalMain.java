package io.sunpress.local;

import java.util.concurrent.CountDownLatch;

/**
 * {@code java -jar sunpress.jar}: starts everything, prints the addresses, and runs until stopped.
 */
public final class LocalMain {
  private static final String USAGE =
      """
      usage: java -jar sunpress.jar [--port=8080] [--kafka-port=9092] [--s3-port=9000]
                                    [--simulator-port=8090] [--data=./data] [--any.setting=value]
      SUNPRESS_DATA sets the data directory; SUNPRESS_APPID and SUNPRESS_SECRET a real mini-program;
      SUNPRESS_WECHAT_URL another WeChat.
      """;

  private LocalMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    LocalOptions options;
    LocalSunpress sunpress;
    try {
      options = LocalOptions.of(arguments, System.getenv());
      sunpress = LocalSunpress.start(options);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(sunpress::close, "sunpress-stop"));
    System.out.println(StartBanner.of(options, sunpress));
    stopped.await();
  }
}
