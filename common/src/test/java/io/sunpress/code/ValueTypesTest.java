package io.sunpress.code;

import static io.sunpress.code.RefusalAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.secret.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
  private static final CodeId ID = new CodeId("0123456789abcdefghjkmnpqrs");

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -430, 0, 279, 1281, Integer.MAX_VALUE})
  void refusesAWidthBeyondWeChatsBounds(int pixels) {
    assertRefused(
        () -> new CodeWidth(pixels), RequestField.WIDTH, ValidationErrorReason.OUT_OF_RANGE);
  }

  @Test
  void takesTheWidthsAtTheBounds() {
    assertThat(new CodeWidth(280).pixels()).isEqualTo(280);
    assertThat(new CodeWidth(1280).pixels()).isEqualTo(1280);
  }

  @ParameterizedTest
  @CsvSource({"-1,0,0", "0,256,0", "0,0,1000", "0,0,-2147483648"})
  void refusesAColourBeyondAByte(int red, int green, int blue) {
    assertRefused(
        () -> new LineColor(red, green, blue),
        RequestField.LINE_COLOR,
        ValidationErrorReason.OUT_OF_RANGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wx0123456789abcde",
        "wx0123456789abcdef0",
        "wx0123456789abcdeg",
        "wx0123456789ABCDEF",
        "wx0123456789abcdef\n",
        "../../../etc/passwd"
      })
  void refusesWhatIsNoAppid(String text) {
    assertRefused(() -> new AppId(text), RequestField.APP, ValidationErrorReason.BAD_FORM);
  }

  @Test
  void takesTheCharactersOfIdsAndOfNothingElse() {
    for (char c = 0; c < 0x700; c++) {
      String character = String.valueOf(c);
      String app = "wx0123456789abcde" + character;
      String id = character + "0123456789abcdefghjkmnpqr";

      assertThat(CodeId.parse(id).isPresent())
          .as(id)
          .isEqualTo(character.matches("[0-9a-hjkmnp-tv-z]"));
      assertThat(isAppId(app)).as(app).isEqualTo(character.matches("[0-9a-f]"));
    }
    assertThat(isAppId("xw0123456789abcdef")).isFalse();
  }

  private static boolean isAppId(String text) {
    try {
      return new AppId(text).value().equals(text);
    } catch (InvalidValueException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "版本", "a\n", "123456789012345678901234567890123"})
  void refusesARevisionThatIsNoPlainWord(String text) {
    assertRefused(
        () -> new CodeRevision(text), RequestField.REVISION, ValidationErrorReason.BAD_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unlimited", "UNLIMITED", "", "round", "unlimited "})
  void refusesWordsThatAreNoKind(String word) {
    assertRefused(() -> CodeKind.of(word), RequestField.KIND, ValidationErrorReason.BAD_FORM);
    assertRefused(() -> EnvVersion.of(word), RequestField.ENV, ValidationErrorReason.BAD_FORM);
  }

  @Test
  void readsBackItsOwnWords() {
    for (CodeKind kind : CodeKind.values()) {
      assertThat(CodeKind.of(kind.wireName())).isEqualTo(kind);
    }
    for (EnvVersion env : EnvVersion.values()) {
      assertThat(EnvVersion.of(env.wireName())).isEqualTo(env);
    }
    for (PictureFormat format : PictureFormat.values()) {
      assertThat(PictureFormat.ofExtension(format.extension())).contains(format);
      assertThat(PictureFormat.ofContentType(format.contentType())).contains(format);
    }
    assertThat(PictureFormat.ofContentType("text/html")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdefghjkmnpqr",
        "0123456789abcdefghjkmnpqrst",
        "0123456789abcdefghjkmnpqri",
        "0123456789abcdefghjkmnpqrl",
        "0123456789abcdefghjkmnpqro",
        "0123456789abcdefghjkmnpqru",
        "0123456789ABCDEFGHJKMNPQRS",
        "0123456789abcdefghjkmnpqr/"
      })
  void takesNothingElseForAnId(String text) {
    assertThat(CodeId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new CodeId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesTheFirst130BitsOfAHash() {
    byte[] ones = new byte[32];
    java.util.Arrays.fill(ones, (byte) 0xff);
    byte[] lastBit = new byte[32];
    lastBit[16] = 0x40;
    byte[] oneBitTooMany = new byte[32];
    oneBitTooMany[16] = 0x3f;

    assertThat(CodeId.ofHash(ones)).hasToString("z".repeat(26));
    assertThat(CodeId.ofHash(lastBit)).hasToString("0".repeat(25) + "1");
    assertThat(CodeId.ofHash(oneBitTooMany)).hasToString("0".repeat(26));
  }

  @Test
  void putsAPictureUnderItsAppAndId() {
    PictureKey name = new PictureKey(Examples.APP, ID, PictureFormat.PNG);

    assertThat(name.path()).isEqualTo("codes/wx0123456789abcdef/" + ID + ".png");
    for (String base : new String[] {"https://cdn.example/a", "https://cdn.example/a/"}) {
      assertThat(new PictureUrlBuilder(URI.create(base)).of(name))
          .isEqualTo("https://cdn.example/a/codes/wx0123456789abcdef/" + ID + ".png");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/codes", "cdn.example", "file:///x", "mailto:a@b.example"})
  void refusesAPublicAddressThatIsNotAbsolute(String base) {
    assertThatThrownBy(() -> new PictureUrlBuilder(URI.create(base)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAShortIdKeyWithoutTellingIt() {
    String key = "k".repeat(IdKey.MIN_LENGTH - 1);

    assertThatThrownBy(() -> IdKey.of(Secret.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(key);
  }

  @Test
  void tellsKeysApartByTheirFingerprintAlone() {
    Secret secret = Secret.of("another-test-key-0123456789-abcdefghij");
    IdKey other = IdKey.of(secret);

    assertThat(other.fingerprint()).matches("[0-9a-f]{16}");
    assertThat(other.fingerprint()).isNotEqualTo(Examples.KEY.fingerprint());
    assertThat(other.toString()).doesNotContain(secret.reveal());
  }
}
