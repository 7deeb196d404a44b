package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A W3C trace context, passed on unchanged from a request to its event.
 *
 * @param headers {@code traceparent} and {@code tracestate}, as far as they were given
 */
public record TraceContext(Map<String, String> headers) {
  /** Nobody traces. */
  public static final TraceContext NONE = new TraceContext(Map.of());

  private static final String[] NAMES = {"traceparent", "tracestate"};
  private static final int MAX_LENGTH = 512;

  public TraceContext {
    headers = Map.copyOf(headers);
  }

  /** Reads what a record carries; longer values are dropped. */
  public static TraceContext of(Headers headers) {
    Map<String, String> found = new TreeMap<>();
    for (String name : NAMES) {
      Optional.ofNullable(headers.lastHeader(name))
          .map(Header::value)
          .filter(value -> value.length <= MAX_LENGTH)
          .ifPresent(value -> found.put(name, new String(value, UTF_8)));
    }
    return new TraceContext(found);
  }

  /** Writes it to a record. */
  public void addTo(Headers target) {
    headers.forEach((name, value) -> target.add(name, value.getBytes(UTF_8)));
  }
}
