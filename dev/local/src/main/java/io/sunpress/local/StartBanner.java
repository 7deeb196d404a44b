package io.sunpress.local;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a user sees when everything is up; the line that begins with curl works as pasted. */
final class StartBanner {
  private StartBanner() {}

  static String of(LocalOptions options, LocalSunpress sunpress) {
    LocalPorts ports = sunpress.ports();
    LocalWeChat wechat = sunpress.wechat();
    return Stream.of(
            List.of(
                "",
                "Sunpress is ready after %.1f s. Stop it with Ctrl-C."
                    .formatted(sunpress.startTime().toMillis() / 1000.0),
                "",
                "  HTTP    " + sunpress.http() + "   a console; all routes at /docs",
                "  Kafka   "
                    + sunpress.bootstrapServers()
                    + "   write sunpress.inbox, read sunpress.events",
                "  S3      http://127.0.0.1:" + ports.s3(),
                "  WeChat  " + place(wechat) + ", app " + wechat.appId(),
                "  Data    " + sunpress.data()),
            moved(options.ports(), ports),
            List.of(
                "",
                "Print a code:",
                "curl -sS %s/api/weapp/qrcode -H 'Content-Type: application/json' -d '%s'"
                    .formatted(
                        sunpress.http(), "{\"path\":\"pages/index/index\",\"scene\":\"a=1\"}"),
                ""))
        .flatMap(List::stream)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String place(LocalWeChat wechat) {
    return (wechat.simulated() ? "simulated at " : "")
        + wechat.url().map(Object::toString).orElse("api.weixin.qq.com");
  }

  private static List<String> moved(LocalPorts wanted, LocalPorts actual) {
    return Stream.of(
            moved("HTTP", wanted.http(), actual.http()),
            moved("Kafka", wanted.kafka(), actual.kafka()),
            moved("S3", wanted.s3(), actual.s3()),
            moved("the simulator", wanted.simulator(), actual.simulator()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> moved(String part, int wanted, int actual) {
    return wanted == 0 || wanted == actual
        ? List.of()
        : List.of("", "  Port %d is taken: %s is on %d.".formatted(wanted, part, actual));
  }
}
