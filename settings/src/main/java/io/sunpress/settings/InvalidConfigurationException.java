package io.sunpress.settings;

import org.jspecify.annotations.Nullable;

/** A process does not start with these settings. Users read its message: no secret is in it. */
public final class InvalidConfigurationException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final String remedy;

  /**
   * @param why which setting is refused, and why
   * @param remedy what to do about it, in a sentence
   */
  public InvalidConfigurationException(String why, String remedy) {
    this(why, remedy, null);
  }

  /**
   * @param why which setting is refused, and why
   * @param remedy what to do about it, in a sentence
   * @param cause what showed it
   */
  public InvalidConfigurationException(String why, String remedy, @Nullable Throwable cause) {
    super(why + ". " + remedy, cause);
    this.why = why;
    this.remedy = remedy;
  }

  /** Which setting is refused, and why. */
  public String why() {
    return why;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
