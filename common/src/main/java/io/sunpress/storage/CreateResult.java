package io.sunpress.storage;

import java.util.function.Function;

/** What became of a picture that was handed to the store. */
public sealed interface CreateResult {
  /** What is in the bucket now, whoever put it there. */
  PictureMetadata stored();

  /** It was not there before. */
  record Created(PictureMetadata stored) implements CreateResult {}

  /** Somebody was faster, with a picture of the same name: theirs stays. */
  record Existed(PictureMetadata stored) implements CreateResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Created, R> created, Function<Existed, R> existed) {
    return this instanceof Created c ? created.apply(c) : existed.apply((Existed) this);
  }
}
