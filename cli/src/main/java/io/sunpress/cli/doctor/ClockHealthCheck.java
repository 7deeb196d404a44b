package io.sunpress.cli.doctor;

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

/** This machine's clock against the Date of the first server that sends one. */
final class ClockHealthCheck {
  /** Less does no harm; S3 servers refuse signatures that are 15 minutes off. */
  private static final Duration TOLERATED = Duration.ofSeconds(60);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Clock clock;
  private final List<URI> servers;

  ClockHealthCheck(Clock clock, List<URI> servers) {
    this.clock = clock;
    this.servers = List.copyOf(servers);
  }

  List<HealthFinding> findings() {
    OkHttpClient http =
        new OkHttpClient.Builder().callTimeout(TIMEOUT).followRedirects(false).build();
    try {
      return List.of(
          servers.stream()
              .flatMap(server -> offset(http, server).map(off -> compared(server, off)).stream())
              .findFirst()
              .orElseGet(() -> HealthFinding.warn("clock.unknown")));
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  private static HealthFinding compared(URI server, Duration offset) {
    String host = server.getHost();
    return offset.abs().compareTo(TOLERATED) > 0
        ? HealthFinding.warn("clock.off", offset.toSeconds(), host)
        : HealthFinding.ok("clock.right", host);
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
