package io.sunpress.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client prefers to wait (RFC 7240): {@code respond-async} not at all, {@code wait=N} so
 * many seconds; both together: wait, then an asynchronous answer. Anything else is ignored.
 *
 * @param respondAsync whether it was said
 * @param seconds what was said
 */
public record PreferHeader(boolean respondAsync, Optional<Duration> seconds) {
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,6})\"?");

  /** Reads the {@code Prefer} headers; of a repeated preference the first counts. */
  public static PreferHeader of(HttpServletRequest request) {
    boolean async = false;
    Optional<Duration> wait = Optional.empty();
    for (String header : Collections.list(request.getHeaders("Prefer"))) {
      for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
        String preference = part.split(";", 2)[0].strip();
        async |= preference.equals("respond-async");
        wait = wait.or(() -> seconds(preference));
      }
    }
    return new PreferHeader(async, wait);
  }

  private static Optional<Duration> seconds(String preference) {
    Matcher matcher = WAIT.matcher(preference);
    return matcher.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  /** How long to wait. */
  public Duration patience(Duration byDefault, Duration atMost) {
    Duration wanted = seconds.orElse(respondAsync ? Duration.ZERO : byDefault);
    return wanted.compareTo(atMost) > 0 ? atMost : wanted;
  }

  /** What {@code Preference-Applied} says; empty where nothing was preferred. */
  public Optional<String> applied(Duration atMost) {
    List<String> applied = new ArrayList<>();
    if (respondAsync) {
      applied.add("respond-async");
    }
    seconds.ifPresent(w -> applied.add("wait=" + patience(w, atMost).toSeconds()));
    return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
  }
}
