package io.sunpress.message;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.json.StrictJson;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a ready answer member by member, without a tree of it: a ledger that is read again reads
 * all there are.
 */
final class ReadyAnswerParser {
  private String status = "";
  private String app = "";
  private String contentType = "";
  private long bytes;
  private String sha256 = "";
  private int attempts;
  private String askedAt = "";
  private String finishedAt = "";

  private ReadyAnswerParser() {}

  /** Reads a whole record's value; missing members are as if they were empty. */
  static ReadyAnswerParser of(byte[] value) {
    ReadyAnswerParser reader = new ReadyAnswerParser();
    try (JsonParser json = StrictJson.MAPPER.createParser(value)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          reader.member(json);
        }
        return json.nextToken() == null ? reader : new ReadyAnswerParser();
      }
    }
    return reader;
  }

  String status() {
    return status;
  }

  /**
   * The answer; empty where its format is a newer version's.
   *
   * @throws IllegalArgumentException if a member is not what it should be
   * @throws java.time.DateTimeException if a time is none
   */
  Optional<CodeAnswer> answer(CodeId id) {
    AppId whose = new AppId(app);
    return PictureFormat.ofContentType(contentType)
        .map(
            format ->
                new CodeAnswer.Ready(
                    id,
                    whose,
                    format,
                    bytes,
                    sha256,
                    attempts,
                    InstantParser.parse(askedAt),
                    InstantParser.parse(finishedAt)));
  }

  private void member(JsonParser json) {
    String name = json.currentName();
    json.nextToken();
    switch (name) {
      case "status" -> status = json.getValueAsString("");
      case "app" -> app = json.getValueAsString("");
      case "contentType" -> contentType = json.getValueAsString("");
      case "bytes" -> bytes = json.getValueAsLong(0);
      case "sha256" -> sha256 = json.getValueAsString("");
      case "attempts" -> attempts = json.getValueAsInt(0);
      case "askedAt" -> askedAt = json.getValueAsString("");
      case "finishedAt" -> finishedAt = json.getValueAsString("");
      default -> {}
    }
    json.skipChildren();
  }
}
