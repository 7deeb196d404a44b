package io.sunpress.code;

/** Which version of the mini-program a scan opens. */
public enum EnvVersion {
  RELEASE,
  TRIAL,
  DEVELOP;

  /** The name in messages and at WeChat: {@code release}, {@code trial}, {@code develop}. */
  public String wireName() {
    return WireName.of(this);
  }

  /** Reads a name in a message; any other word is refused. */
  public static EnvVersion of(String word) {
    return WireName.read(EnvVersion.class, RequestField.ENV, word);
  }
}
