package io.sunpress.code;

/** A field of a request, by the name that it has on the wire. */
public enum RequestField {
  /** The message as a whole. */
  BODY("body"),
  APP("app"),
  KIND("kind"),
  PAGE("page"),
  SCENE("scene"),
  WIDTH("width"),
  AUTO_COLOR("autoColor"),
  LINE_COLOR("lineColor"),
  HYALINE("hyaline"),
  ENV("env"),
  REVISION("revision"),
  CHECK_PATH("checkPath"),
  REQUEST_ID("requestId"),
  REFERENCE("reference"),
  CAMPAIGN("campaign");

  private final String wireName;

  RequestField(String wireName) {
    this.wireName = wireName;
  }

  /** The member's name in the JSON message. */
  public String wireName() {
    return wireName;
  }
}
