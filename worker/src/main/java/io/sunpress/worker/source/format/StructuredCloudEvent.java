package io.sunpress.worker.source.format;

import com.google.protobuf.NullValue;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A CloudEvent.
 *
 * @param attributes by their names
 * @param data plain values; null where the event has none
 */
record StructuredCloudEvent(Map<String, Object> attributes, Object data) {
  StructuredCloudEvent {
    attributes = Map.copyOf(attributes);
  }

  /** Reads the JSON of structured mode. */
  static StructuredCloudEvent read(String contentType, Object json)
      throws UnreadableValueException {
    if (contentType.toLowerCase(Locale.ROOT).startsWith("application/cloudevents-batch")) {
      throw new UnreadableValueException("a batch of CloudEvents in one record can't be read");
    }
    if (!(json instanceof Map<?, ?> members)) {
      throw new UnreadableValueException("the CloudEvent is no JSON object");
    }
    Map<String, Object> attributes = new HashMap<>();
    members.forEach(
        (name, value) -> {
          if (!name.equals("data")
              && !name.equals("data_base64")
              && value != NullValue.NULL_VALUE) {
            attributes.put(name.toString(), value);
          }
        });
    return new StructuredCloudEvent(attributes, data(members));
  }

  private static Object data(Map<?, ?> members) throws UnreadableValueException {
    Object data = members.get("data");
    if (data != null) {
      return data;
    }
    if (!(members.get("data_base64") instanceof String base64)) {
      return NullValue.NULL_VALUE;
    }
    try {
      return JsonRecordFormat.json(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new UnreadableValueException("the CloudEvent's data_base64 is no base64");
    }
  }
}
