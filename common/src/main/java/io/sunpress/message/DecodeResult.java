package io.sunpress.message;

import io.sunpress.code.ValidationError;
import java.util.function.Function;

/** What became of bytes that should be a message. */
public sealed interface DecodeResult {

  /**
   * Right form and right types.
   *
   * @param value the message
   */
  record Message(CodeRequestMessage value) implements DecodeResult {}

  /**
   * JSON that can be read, but not a message: the sender can still get an answer.
   *
   * @param refusal what is wrong
   * @param asker what was readable of who asked
   */
  record Invalid(ValidationError refusal, RequestCorrelation asker) implements DecodeResult {}

  /**
   * Nothing in it can be read.
   *
   * @param cause one English sentence, without the bytes
   */
  record Undecodable(String cause) implements DecodeResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(
      Function<Message, R> message,
      Function<Invalid, R> invalid,
      Function<Undecodable, R> undecodable) {
    if (this instanceof Message m) {
      return message.apply(m);
    }
    if (this instanceof Invalid i) {
      return invalid.apply(i);
    }
    return undecodable.apply((Undecodable) this);
  }
}
