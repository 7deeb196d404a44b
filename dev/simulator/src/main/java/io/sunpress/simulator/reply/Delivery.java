package io.sunpress.simulator.reply;

import io.sunpress.simulator.ledger.Outcome;
import java.util.Map;

/**
 * An answer as it is put on the wire; faults change it.
 *
 * @param status HTTP status
 * @param contentType header
 * @param headers further headers
 * @param content body
 * @param declaredLength what Content-Length says, true or not
 * @param sending how the bytes are put out
 * @param outcome what the ledger says of it
 */
public record Delivery(
    int status,
    String contentType,
    Map<String, String> headers,
    Content content,
    long declaredLength,
    Sending sending,
    Outcome outcome) {
  /** {@code encoding}, not {@code charset}: that is how WeChat writes it. */
  public static final String JSON = "application/json; encoding=utf-8";

  public static final String HTML = "text/html";
  private static final Sending WHOLE = new Sending.Whole();

  public Delivery {
    headers = Map.copyOf(headers);
  }

  public static Delivery of(int status, String contentType, Content content, Outcome outcome) {
    return new Delivery(status, contentType, Map.of(), content, content.length(), WHOLE, outcome);
  }

  public Delivery withHeader(String name, String value) {
    return new Delivery(
        status, contentType, Map.of(name, value), content, declaredLength, sending, outcome);
  }

  public Delivery withContentType(String type) {
    return new Delivery(status, type, headers, content, declaredLength, sending, outcome);
  }

  /** With another body, of which the length is told truly. */
  public Delivery broken(Content other) {
    return new Delivery(
        status, contentType, headers, other, other.length(), sending, new Outcome.Broken());
  }

  public Delivery declaring(long length) {
    return new Delivery(
        status, contentType, headers, content, length, sending, new Outcome.Broken());
  }

  /** Sent in another way after which the caller still has the whole answer. */
  public Delivery sent(Sending way) {
    return new Delivery(status, contentType, headers, content, declaredLength, way, outcome);
  }

  /** Sent in a way after which the caller has no whole answer. */
  public Delivery lost(Sending way) {
    return new Delivery(
        status, contentType, headers, content, declaredLength, way, new Outcome.Broken());
  }
}
