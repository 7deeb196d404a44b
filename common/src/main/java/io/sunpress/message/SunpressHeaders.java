package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The names of our own record headers, and how they are read and written: as text, UTF-8. */
public final class SunpressHeaders {
  /** What all of them begin with. */
  public static final String PREFIX = "sunpress-";

  /** When the request was first appended: an ISO instant. */
  public static final String ASKED_AT = PREFIX + "asked-at";

  /** The priority whose topic a delayed record returns to. */
  public static final String LANE = PREFIX + "lane";

  /** Calls to WeChat so far. */
  public static final String ATTEMPTS = PREFIX + "attempts";

  /** How many delays the request has used up. */
  public static final String DELAYS = PREFIX + "delays";

  /** How often the request was put aside, parked included. */
  public static final String TURNS = PREFIX + "turns";

  /** The code, on records whose key is the app. */
  public static final String KEY = PREFIX + "key";

  /** The earliest time at which a parked record can continue: an ISO instant. */
  public static final String UNTIL = PREFIX + "until";

  /** The only kind of code that the parked record's app was closed for. */
  public static final String KIND = PREFIX + "kind";

  /** How long a delayed record waits from its append time on: readers need not know the setting. */
  public static final String WAIT = PREFIX + "wait";

  /** {@code class: text}. */
  public static final String CAUSE = PREFIX + "cause";

  /** WeChat's number, where there was one. */
  public static final String ERRCODE = PREFIX + "errcode";

  /** The topic that a dead letter was read from. */
  public static final String TOPIC = PREFIX + "topic";

  /** Its partition there. */
  public static final String PARTITION = PREFIX + "partition";

  /** Its offset there. */
  public static final String OFFSET = PREFIX + "offset";

  /** The source that a dead letter came through; a replay maps the record again. */
  public static final String SOURCE = PREFIX + "source";

  /** The record's time there, in milliseconds: part of the name of its requests. */
  public static final String TIMESTAMP = PREFIX + "timestamp";

  /** When it was given up. */
  public static final String TIME = PREFIX + "time";

  /** How long the value was, where the broker would not take it whole. */
  public static final String CUT = PREFIX + "cut";

  /** How often the record was put back on its topic by hand. */
  public static final String REPLAYED = PREFIX + "replayed";

  /** An earlier death of a record that was put back: one header each, oldest first. */
  public static final String HISTORY = PREFIX + "history";

  /** Marks a record that says that a dead letter was replayed. */
  public static final String MARKER = PREFIX + "marker";

  private static final int MAX_DIGITS = 6;

  private SunpressHeaders() {}

  /** The last header of this name. */
  public static Optional<String> read(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  /** A number that is not negative; 0 where there is none. */
  public static int readCount(Headers headers, String name) {
    return read(headers, name)
        .filter(text -> text.matches("[0-9]{1," + MAX_DIGITS + "}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  /** Replaces all headers of this name by one. */
  public static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
