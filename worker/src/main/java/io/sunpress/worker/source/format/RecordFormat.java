package io.sunpress.worker.source.format;

import org.apache.kafka.common.header.Headers;

/**
 * Reads the values of a source's records. Formats of others are found by {@link
 * java.util.ServiceLoader} and chosen by {@code sunpress.sources.NAME.format}.
 */
public interface RecordFormat {

  /** The word by which a source chooses it; lower case. */
  String name();

  /**
   * Reads a value.
   *
   * @param value never empty
   * @return maps with texts as keys, lists, texts, booleans, {@code Long}, {@code Double}, {@code
   *     BigInteger}, {@code byte[]}, or protobuf's {@code NullValue}; never {@code null}
   * @throws UnreadableValueException where the value can't be read, now or ever
   */
  Object read(byte[] value, Headers headers) throws UnreadableValueException;
}
