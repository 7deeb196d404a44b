package io.sunpress.api.openapi;

import java.util.List;
import java.util.Map;

/** Pictures and health, described. */
final class OtherDoors {
  static final String PICTURES = "pictures";
  static final String HEALTH = "health";

  private static final String ACTUATOR = "application/vnd.spring-boot.actuator.v3+json";
  private static final String ETAG =
      "The ETag of an earlier answer, in quotes; 304 where the picture is the same.";

  private OtherDoors() {}

  static List<Operation> operations() {
    return List.of(
        picture(),
        health("/actuator/health/readiness", "readiness", "Whether this instance can be used")
            .says("components names what is missing: topics, bucket, id-key, the ledger."),
        health("/actuator/health/liveness", "liveness", "Whether this instance must be replaced"));
  }

  private static Operation picture() {
    Map<String, Object> bytes = Tree.of("type", "string", "format", "binary");
    return Operation.get("/codes/{app}/{file}", "picture", PICTURES, "Fetch a picture")
        .says(
            """
            Pictures never change and may be kept for ever. One that is being made is waited for, \
            a few seconds at most. HEAD answers with the headers alone.""")
        .inPath("app", Schema.pattern("The mini-program.", "^" + Schemas.APP + "$"))
        .inPath(
            "file",
            Schema.pattern("The code's id and .jpg or .png.", "^" + Schemas.ID + "\\.(jpg|png)$"))
        .inHeader("If-None-Match", Schema.text(ETAG))
        .answers(200, "The picture.", "image/*", bytes)
        .header(200, "ETag", "The picture's SHA-256.")
        .header(200, "Cache-Control", "A year, immutable.")
        .inHeader("Range", Schema.text("bytes=…, one range."))
        .answers(206, "The part that was asked for.", "image/*", bytes)
        .header(206, "Content-Range", "Which part.")
        .answers(304, "The client has it already.")
        .problem(416, "The picture has fewer bytes.")
        .problem(400, "The address can't be read.")
        .problem(404, "Not there: pending (then with Retry-After), failed or unknown.")
        .problem(503, "It can't be fetched now; ask again.")
        .header(503, "Retry-After", "Seconds.")
        .example(
            "unknown",
            Example.of("app", "wx0123456789abcdef")
                .with("file", "00000000000000000000000000.jpg")
                .gives(
                    404,
                    """
                    {"type":"/problems/unknown-picture","title":"Unknown picture","status":404,
                     "detail":"There is no picture of this name."}"""));
  }

  private static Operation health(String path, String id, String summary) {
    Map<String, Object> schema = Schema.ref("Health");
    return Operation.get(path, id, HEALTH, summary)
        .answers(200, "Yes.", ACTUATOR, schema)
        .orAs(200, "application/json", schema)
        .problem(400, "The request can't be read.")
        .problem(406, "It can't be given in the media type that is asked for.")
        .answers(503, "No.", ACTUATOR, schema)
        .orAs(503, "application/json", schema);
  }
}
