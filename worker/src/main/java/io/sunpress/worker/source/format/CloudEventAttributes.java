package io.sunpress.worker.source.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The attributes of CloudEvents, by their names in the specification. */
final class CloudEventAttributes {
  private static final String PREFIX = "ce_";

  private CloudEventAttributes() {}

  /** Of binary mode; empty where the record is no CloudEvent. */
  static Map<String, Object> ofHeaders(Headers headers) {
    if (headers.lastHeader(PREFIX + "specversion") == null) {
      return Map.of();
    }
    Map<String, Object> attributes = new HashMap<>();
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX)) {
        Utf8.decode(header.value())
            .ifPresent(text -> attributes.put(header.key().substring(PREFIX.length()), text));
      }
    }
    Header type = headers.lastHeader("content-type");
    if (type != null) {
      Utf8.decode(type.value()).ifPresent(text -> attributes.put("datacontenttype", text));
    }
    return attributes;
  }

  /** Without these it has no name. */
  static void check(Map<String, Object> attributes) throws UnreadableValueException {
    for (String needed : List.of("id", "source", "specversion", "type")) {
      if (!(attributes.get(needed) instanceof String text) || text.isEmpty()) {
        throw new UnreadableValueException("the CloudEvent has no " + needed);
      }
    }
  }
}
