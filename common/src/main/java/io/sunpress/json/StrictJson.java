package io.sunpress.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that Sunpress's topics and doors have in common, read so that no two readers can
 * understand it differently (RFC 8259, section 4, leaves repeated names open).
 */
public final class StrictJson {
  private static final String MARK = "\ufeff";

  /**
   * Reads and writes JSON; unchangeable, for any number of threads.
   *
   * <ul>
   *   <li>An object that names a member twice is refused, by its parsers too.
   *   <li>A tree or value with anything but white space behind it is refused. Who reads tokens
   *       looks for the end alone.
   *   <li>What is refused throws a {@link tools.jackson.core.JacksonException}; its text may quote
   *       what was read.
   *   <li>Members are written in the order in which they were put, as UTF-8.
   * </ul>
   */
  public static final JsonMapper MAPPER =
      // Platform threads each keep their own buffers; a shared pool of them is fought for.
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Reads bytes from a stranger: UTF-8 and nothing else (RFC 8259, 8.1), where a reader of bytes
   * would take UTF-16 as well, and overlong forms of characters. A byte order mark is ignored.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  public static JsonNode read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return MAPPER.readTree(text.startsWith(MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw JacksonIOException.construct(e);
    }
  }
}
