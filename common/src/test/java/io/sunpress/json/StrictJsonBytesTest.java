package io.sunpress.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** RFC 8259, section 8.1. */
class StrictJsonBytesTest {
  private static final String JSON = "{\"page\":\"页面\"}";

  @Test
  void readsUtf8() {
    assertThat(StrictJson.read(JSON.getBytes(UTF_8)).get("page").stringValue()).isEqualTo("页面");
    assertThat(StrictJson.read(("\ufeff" + JSON).getBytes(UTF_8)).isObject()).isTrue();
  }

  @Test
  void refusesEverythingElse() {
    for (Charset other : new Charset[] {UTF_16, UTF_16LE, Charset.forName("UTF-32BE")}) {
      assertRefused(JSON.getBytes(other));
      assertRefused("{}".getBytes(other));
    }
    // A dot in two and in three bytes, half of a surrogate pair, half of a character.
    for (String bytes :
        new String[] {"\u00c0\u00ae", "\u00e0\u0080\u00ae", "\u00ed\u00a0\u0080", "\u00e4"}) {
      assertRefused(("{\"page\":\"" + bytes + "\"}").getBytes(ISO_8859_1));
    }
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> StrictJson.read(bytes)).isInstanceOf(JacksonException.class);
  }
}
