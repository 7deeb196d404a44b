package io.sunpress.api.http;

import io.sunpress.message.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request's trace context (W3C), as far as it is well formed. */
public final class Traces {
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  private Traces() {}

  /** Reads {@code traceparent} and {@code tracestate}; without the first, nothing. */
  public static TraceContext of(HttpServletRequest request) {
    String parent = request.getHeader("traceparent");
    if (parent == null || !PARENT.matcher(parent).matches()) {
      return TraceContext.NONE;
    }
    Map<String, String> headers = new TreeMap<>(Map.of("traceparent", parent));
    String state = request.getHeader("tracestate");
    if (state != null && STATE.matcher(state).matches()) {
      headers.put("tracestate", state);
    }
    return new TraceContext(headers);
  }
}
