package io.sunpress.storage;

/** What became of a picture that was handed to the store. */
public sealed interface CreateResult {
  /** What is in the bucket now, whoever put it there. */
  PictureMetadata stored();

  /** It was not there before. */
  record Created(PictureMetadata stored) implements CreateResult {}

  /** Somebody was faster, with a picture of the same name: theirs stays. */
  record Existed(PictureMetadata stored) implements CreateResult {}
}
