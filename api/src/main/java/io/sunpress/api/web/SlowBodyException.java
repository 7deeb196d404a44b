package io.sunpress.api.web;

import java.io.IOException;

/** A body did not come in time. */
public final class SlowBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Why why;

  /** Whose fault it is. */
  public enum Why {
    /** This client's: it sends too slowly. */
    TOO_SLOW,
    /** Others': too many bodies come slowly. */
    TOO_MANY
  }

  /** A body that did not come. */
  public SlowBodyException(Why why) {
    super(why.name());
    this.why = why;
  }

  /** Whose fault it is. */
  public Why why() {
    return why;
  }
}
