package io.sunpress.message;

import io.sunpress.code.ValidationError;
import java.util.function.Function;

/**
 * What became of bytes that should be a message.
 *
 * @param <T> the message
 */
public sealed interface DecodeResult<T> {

  /**
   * Right form and right types.
   *
   * @param value the message
   */
  record Message<T>(T value) implements DecodeResult<T> {}

  /**
   * JSON that can be read, but not a message: the sender can still get an answer.
   *
   * @param refusal what is wrong
   * @param asker what was readable of who asked
   */
  record Invalid<T>(ValidationError refusal, RequestCorrelation asker) implements DecodeResult<T> {}

  /**
   * Nothing in it can be read.
   *
   * @param cause one English sentence, without the bytes
   */
  record Undecodable<T>(String cause) implements DecodeResult<T> {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(
      Function<Message<T>, R> message,
      Function<Invalid<T>, R> invalid,
      Function<Undecodable<T>, R> undecodable) {
    if (this instanceof Message<T> m) {
      return message.apply(m);
    }
    if (this instanceof Invalid<T> i) {
      return invalid.apply(i);
    }
    return undecodable.apply((Undecodable<T>) this);
  }
}
