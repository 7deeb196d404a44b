package io.sunpress.simulator.reply;

import io.sunpress.simulator.calls.RecordedOutcome;
import java.util.Map;

/**
 * An answer as it is put on the wire; faults change it.
 *
 * @param status HTTP status
 * @param contentType header
 * @param headers further headers
 * @param content body
 * @param declaredLength the value of Content-Length, true or not
 * @param sending how the bytes are put out
 * @param outcome what the call log records of it
 */
public record WireResponse(
    int status,
    String contentType,
    Map<String, String> headers,
    SplitBytes content,
    long declaredLength,
    SendMode sending,
    RecordedOutcome outcome) {
  /** {@code encoding}, not {@code charset}: that is how WeChat writes it. */
  public static final String JSON = "application/json; encoding=utf-8";

  public static final String HTML = "text/html";
  private static final SendMode WHOLE = new SendMode.Whole();

  public WireResponse {
    headers = Map.copyOf(headers);
  }

  public static WireResponse of(
      int status, String contentType, SplitBytes content, RecordedOutcome outcome) {
    return new WireResponse(
        status, contentType, Map.of(), content, content.length(), WHOLE, outcome);
  }

  public WireResponse withHeader(String name, String value) {
    return new WireResponse(
        status, contentType, Map.of(name, value), content, declaredLength, sending, outcome);
  }

  public WireResponse withContentType(String type) {
    return new WireResponse(status, type, headers, content, declaredLength, sending, outcome);
  }

  /** With another body, whose length is declared truly. */
  public WireResponse broken(SplitBytes other) {
    return new WireResponse(
        status, contentType, headers, other, other.length(), sending, new RecordedOutcome.Broken());
  }

  public WireResponse declaring(long length) {
    return new WireResponse(
        status, contentType, headers, content, length, sending, new RecordedOutcome.Broken());
  }

  /** Sent in another way after which the caller still has the whole answer. */
  public WireResponse sent(SendMode way) {
    return new WireResponse(status, contentType, headers, content, declaredLength, way, outcome);
  }

  /** Sent in a way after which the caller has no whole answer. */
  public WireResponse lost(SendMode way) {
    return new WireResponse(
        status, contentType, headers, content, declaredLength, way, new RecordedOutcome.Broken());
  }
}
