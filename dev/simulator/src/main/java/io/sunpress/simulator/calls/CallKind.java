package io.sunpress.simulator.calls;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The calls of WeChat that are simulated. */
public enum CallKind {
  UNLIMITED("POST", "/wxa/getwxacodeunlimit"),
  LIMITED("POST", "/wxa/getwxacode"),
  SQUARE("POST", "/cgi-bin/wxaapp/createwxaqrcode"),
  STABLE_TOKEN("POST", "/cgi-bin/stable_token"),
  CLASSIC_TOKEN("GET", "/cgi-bin/token"),
  QUOTA("POST", "/cgi-bin/openapi/quota/get");

  /** The calls that answer with a picture. */
  public static final Set<CallKind> CODES = Set.copyOf(EnumSet.of(UNLIMITED, LIMITED, SQUARE));

  /** The calls that answer with a token. */
  public static final Set<CallKind> TOKENS = Set.copyOf(EnumSet.of(STABLE_TOKEN, CLASSIC_TOKEN));

  private final String method;
  private final String path;

  CallKind(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /** The call that lives at exactly this path. */
  public static Optional<CallKind> at(String path) {
    return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
  }
}
