package io.sunpress.message;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.json.StrictJson;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers as records of a compacted topic: {@code codeId} keeps that it is ready, {@code codeId!}
 * the last failure, so that neither erases the other.
 */
public final class CodeAnswerCodec {
  private static final String FAILED_MARK = "!";

  private CodeAnswerCodec() {}

  /** The record's key. */
  public static String key(CodeAnswer codeAnswer) {
    return codeAnswer instanceof CodeAnswer.Failed
        ? codeAnswer.id() + FAILED_MARK
        : codeAnswer.id().value();
  }

  /** The code that a key belongs to: empty for a key that is none of ours. */
  public static Optional<CodeId> id(String key) {
    return CodeId.parse(
        key.endsWith(FAILED_MARK) ? key.substring(0, key.length() - FAILED_MARK.length()) : key);
  }

  /** The record's value. */
  public static byte[] write(CodeAnswer codeAnswer) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    json.put("status", codeAnswer instanceof CodeAnswer.Ready ? "ready" : "failed");
    json.put("app", codeAnswer.app().value());
    if (codeAnswer instanceof CodeAnswer.Ready ready) {
      json.put("contentType", ready.format().contentType());
      json.put("bytes", ready.bytes());
      json.put("sha256", ready.sha256());
    } else if (codeAnswer instanceof CodeAnswer.Failed failed) {
      json.set("error", ErrorJson.write(failed.error()));
    }
    json.put("attempts", codeAnswer.attempts());
    json.put("askedAt", codeAnswer.askedAt().toString());
    json.put("finishedAt", codeAnswer.finishedAt().toString());
    return StrictJson.MAPPER.writeValueAsBytes(json);
  }

  /** Reads a record; empty for one that this version does not know. A tombstone is not one. */
  public static Optional<CodeAnswer> read(String key, byte @Nullable [] value) {
    Optional<CodeId> id = id(key);
    if (id.isEmpty() || value == null) {
      return Optional.empty();
    }
    try {
      return read(id.get(), value);
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<CodeAnswer> read(CodeId id, byte[] value) {
    ReadyAnswerParser ready = ReadyAnswerParser.of(value);
    return switch (ready.status()) {
      case "ready" -> ready.answer(id);
      case "failed" -> Optional.of(failed(id, StrictJson.MAPPER.readTree(value)));
      default -> Optional.empty();
    };
  }

  private static CodeAnswer failed(CodeId id, JsonNode json) {
    return new CodeAnswer.Failed(
        id,
        new AppId(json.path("app").asString("")),
        ErrorJson.read(json.path("error")),
        json.path("attempts").asInt(0),
        InstantParser.parse(json.path("askedAt").asString("")),
        InstantParser.parse(json.path("finishedAt").asString("")));
  }

  /** The error as events and answers write it. */
  static final class ErrorJson {
    private ErrorJson() {}

    static ObjectNode write(CodeError error) {
      ObjectNode json = StrictJson.MAPPER.createObjectNode();
      json.put("class", error.type().wireName());
      error.errcode().ifPresent(code -> json.put("errcode", code));
      json.put("errmsg", error.errmsg());
      error.rid().ifPresent(rid -> json.put("rid", rid));
      return json;
    }

    static CodeError read(JsonNode json) {
      JsonNode errcode = json.path("errcode");
      return new CodeError(
          ErrorClass.of(json.path("class").asString("")).orElse(ErrorClass.UNKNOWN),
          errcode.isInt() ? OptionalInt.of(errcode.intValue()) : OptionalInt.empty(),
          json.path("errmsg").asString(""),
          Optional.of(json.path("rid").asString("")).filter(rid -> !rid.isEmpty()));
    }
  }
}
