package io.sunpress.code;

/** Which of WeChat's three calls draws the code. */
public enum CodeKind {
  /** Round code, any number of them, page and scene apart ({@code getwxacodeunlimit}). */
  UNLIMITED(PagePath.MAX_LENGTH),
  /** Round code, 100,000 for ever together with {@link #SQUARE} ({@code getwxacode}). */
  LIMITED(1024),
  /** Square QR code, out of the same 100,000 ({@code createwxaqrcode}). */
  SQUARE(128);

  private final int maxPathLength;

  CodeKind(int maxPathLength) {
    this.maxPathLength = maxPathLength;
  }

  /** WeChat's limit on the path it is sent, query included, in characters. */
  public int maxPathLength() {
    return maxPathLength;
  }

  /** The name in messages: {@code unlimited}, {@code limited}, {@code square}. */
  public String wireName() {
    return WireName.of(this);
  }

  /** Reads a name in a message; any other word is refused. */
  public static CodeKind of(String word) {
    return WireName.read(CodeKind.class, RequestField.KIND, word);
  }
}
