package io.sunpress.worker.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** This machine's clock against the Date of the first server that tells one. */
final class ClockExam {
  /** Less is of no consequence; S3 servers refuse signatures that are 15 minutes off. */
  private static final Duration TOLERATED = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Clock clock;
  private final List<URI> servers;

  ClockExam(Clock clock, List<URI> servers) {
    this.clock = clock;
    this.servers = List.copyOf(servers);
  }

  List<Finding> findings() {
    OkHttpClient http =
        new OkHttpClient.Builder().callTimeout(PATIENCE).followRedirects(false).build();
    try {
      return List.of(
          servers.stream()
              .flatMap(server -> offset(http, server).map(off -> judged(server, off)).stream())
              .findFirst()
              .orElseGet(ClockExam::untold));
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  private static Finding untold() {
    return Finding.warn(
        "clock", "not looked at: neither WeChat nor the store tells its time", "未检查：微信与存储均未返回时间");
  }

  private static Finding judged(URI server, Duration offset) {
    String host = server.getHost();
    return offset.abs().compareTo(TOLERATED) > 0
        ? Finding.warn(
            "clock",
            "%s s off the time of %s: have NTP set it; from 900 s on the store refuses everything",
            "与 %2$s 相差 %1$s 秒：请用 NTP 校准；相差 900 秒以上时存储会拒绝所有请求",
            offset.toSeconds(),
            host)
        : Finding.ok("clock", "as %s has it", "与 %s 一致", host);
  }

  /** How much this clock is ahead; a Date has whole seconds, cut off. */
  private Optional<Duration> offset(OkHttpClient http, URI server) {
    Instant before = clock.instant();
    try (Response response =
        http.newCall(new Request.Builder().url(server.toString()).head().build()).execute()) {
      Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
      return Optional.ofNullable(response.header("Date"))
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(date -> Duration.between(date.toInstant(), middle));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
