package io.sunpress.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A search that finds nothing proves something only where it would have found it. */
class SecretScannerTest {
  private static final String SECRET = "a canary/4711?";

  private final SecretScanner search = new SecretScanner(Map.of("the key", SECRET));

  @Test
  void findsASecretInEveryFormThatItTravelsIn() {
    List<String> forms =
        List.of(
            SECRET,
            URLEncoder.encode(SECRET, UTF_8),
            Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)),
            HexFormat.of().formatHex(SECRET.getBytes(UTF_8)));
    for (String form : forms) {
      SecretScanner planted = new SecretScanner(Map.of("the key", SECRET));
      planted.search("a log", "x".repeat(10_000) + "token=" + form + "&" + "y".repeat(10_000));
      assertThat(planted.found())
          .singleElement()
          .asString()
          .startsWith("the key")
          .contains("in a log after: ")
          .endsWith("token=")
          .doesNotContain(form);
    }
  }

  @Test
  void findsAccessTokensByTheirForm() {
    search.search("a log", "/wxa/getwxacodeunlimit?access_token=89_abcdefghijklmnopqrst&x=1");
    assertThat(search.found())
        .singleElement()
        .asString()
        .startsWith("an access token in a log")
        .doesNotContain("89_");
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    search.search("a log", "secret=***, access_token=***");
    assertThat(search.found()).isEmpty();
    assertThat(search.searched()).isEqualTo(28);
  }
}
