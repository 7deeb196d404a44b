package io.sunpress.code;

import java.util.Objects;

/** Names codes by what they show: asking twice, through whichever door, is asking once. */
public final class CodeIdGenerator {
  private final IdKey key;

  public CodeIdGenerator(IdKey key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  /** The name of a code. Equal specs have equal names, for ever. */
  public CodeId of(CodeSpec spec) {
    return CodeId.ofHash(key.hash(CanonicalForm.of(spec)));
  }
}
