package io.sunpress.api.ledger.feed;

import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.ledger.entry.RequestFingerprint;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.message.SunpressHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A question as it stands in a topic: on its lane, or where a worker has put it aside. Only the
 * members are read that say where its picture will be and who asked, for a rebuild reads every
 * question.
 */
record RequestRecord(ConsumerRecord<String, byte[]> record) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Content NOTHING = new Content(Optional.empty(), Optional.empty());

  /** The code: the record's key, or where that is the app, a header. */
  Optional<CodeId> id() {
    return header(SunpressHeaders.KEY)
        .or(() -> Optional.ofNullable(record.key()))
        .flatMap(CodeId::parse);
  }

  Instant askedAt() {
    return RequestTime.of(record);
  }

  int turns() {
    return number(SunpressHeaders.TURNS).orElse(0);
  }

  /** Why it was put aside, and until when. */
  RequestDelay delay() {
    return new RequestDelay(
        askedAt(), turns(), error(), number(SunpressHeaders.ATTEMPTS).orElse(0), until());
  }

  private CodeError error() {
    String[] cause = header(SunpressHeaders.CAUSE).orElse("").split(": ", 2);
    return new CodeError(
        ErrorClass.of(cause[0]).orElse(ErrorClass.UNKNOWN),
        number(SunpressHeaders.ERRCODE),
        cause.length == 2 ? cause[1] : "",
        Optional.empty());
  }

  private Optional<Instant> until() {
    try {
      return header(SunpressHeaders.UNTIL)
          .map(Instant::parse)
          .or(() -> header(SunpressHeaders.WAIT).map(Duration::parse).map(this::afterAppend));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private Instant afterAppend(Duration wait) {
    return Instant.ofEpochMilli(record.timestamp()).plus(wait);
  }

  private OptionalInt number(String name) {
    return header(name)
        .filter(text -> text.matches("-?[0-9]{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElseGet(OptionalInt::empty);
  }

  private Optional<String> header(String name) {
    return SunpressHeaders.read(record.headers(), name);
  }

  /**
   * What is read of the message.
   *
   * @param picture where it will be; empty where the message does not name its app
   * @param fingerprint empty where the message can't be read
   */
  record Content(Optional<PictureKey> picture, Optional<RequestFingerprint> fingerprint) {}

  Content content(CodeId id) {
    if (record.value() == null) {
      return NOTHING;
    }
    try (JsonParser json = JSON.createParser(record.value())) {
      return json.nextToken() == JsonToken.START_OBJECT ? content(id, json) : NOTHING;
    } catch (JacksonException | InvalidValueException e) {
      return NOTHING;
    }
  }

  private Content content(CodeId id, JsonParser json) {
    Optional<AppId> app = Optional.empty();
    PictureFormat format = PictureFormat.JPEG;
    boolean checkPath = true;
    String requestId = null;
    String reference = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        switch (name) {
          case "app" -> app = Optional.of(new AppId(json.getString()));
          case "requestId" -> requestId = json.getString();
          case "reference" -> reference = json.getString();
          default -> {}
        }
      } else if (name.equals("hyaline") && value == JsonToken.VALUE_TRUE) {
        format = PictureFormat.PNG;
      } else if (name.equals("checkPath") && value == JsonToken.VALUE_FALSE) {
        checkPath = false;
      }
      json.skipChildren();
    }
    PictureFormat drawn = format;
    return new Content(
        app.map(known -> new PictureKey(known, id, drawn)),
        Optional.of(RequestFingerprint.of(requestId, reference, checkPath, askedAt())));
  }
}
