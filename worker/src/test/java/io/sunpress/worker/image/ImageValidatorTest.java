package io.sunpress.worker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.PictureFormat;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.PictureRenderer;
import io.sunpress.simulator.picture.PictureSize;
import io.sunpress.simulator.picture.PictureSpec;
import io.sunpress.simulator.picture.Rgb;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageValidatorTest {
  private static final byte[] JPEG_END = HexFormat.of().parseHex("ffd9");
  private static final byte[] PNG_END = HexFormat.of().parseHex("0000000049454e44ae426082");

  private final ImageValidator check = new ImageValidator(2 << 20);

  private static byte[] picture(PictureFormat format, int width, PictureSize size) {
    CodeContent content = new CodeContent("wx5ca1ab1e5ca1ab1e", "pages/a", "a=1", "", "release");
    var drawn =
        new PictureRenderer(size)
            .draw(new PictureSpec(content, width, format == PictureFormat.PNG, Rgb.BLACK));
    return join(drawn.head(), drawn.tail());
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  private boolean takes(byte[] bytes) {
    return check.check(bytes).fold(usable -> true, unusable -> false);
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatWeChatDraws(PictureFormat format) {
    for (int width : new int[] {280, 430, 1280}) {
      byte[] bytes = picture(format, width, PictureSize.LIKE_WECHAT);
      ImageValidationResult checked = check.check(bytes);
      assertThat(checked)
          .isInstanceOfSatisfying(
              ImageValidationResult.Usable.class,
              usable -> {
                assertThat(usable.picture().format()).isEqualTo(format);
                assertThat(usable.width()).isEqualTo(width);
                assertThat(usable.picture().bytes()).isSameAs(bytes);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPictureCutAtAnySixteenth(PictureFormat format) {
    byte[] whole = picture(format, 430, PictureSize.UNPADDED);
    for (int part = 0; part < 16; part++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 16);
      assertThat(takes(cut)).as("%d/16", part).isFalse();
    }
  }

  /** The end marker alone proves little: the rows before it may be missing. */
  @ParameterizedTest
  @EnumSource
  void refusesAPictureWithAHoleBeforeItsEnd(PictureFormat format) {
    byte[] whole = picture(format, 430, PictureSize.UNPADDED);
    byte[] end = format == PictureFormat.PNG ? PNG_END : JPEG_END;
    for (int part = 1; part < 16; part++) {
      byte[] cut = join(Arrays.copyOf(whole, whole.length * part / 16), end);
      assertThat(takes(cut)).as("%d/16 and the end marker", part).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void survivesAnyDamage(PictureFormat format) {
    long seed = System.nanoTime();
    System.out.println("PictureCheckTest seed " + seed);
    Random random = new Random(seed);
    byte[] whole = picture(format, 280, PictureSize.UNPADDED);
    for (int run = 0; run < 200; run++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 8; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      check.check(damaged);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"errcode\":-1}", "<html>", "GIF89a", "\u0000"})
  void refusesWhatIsNoPicture(String text) {
    assertThat(takes(text.getBytes(UTF_8))).isFalse();
  }

  @Test
  void refusesMoreThanTheCap() {
    byte[] bytes = picture(PictureFormat.JPEG, 430, PictureSize.LIKE_WECHAT);
    assertThat(
            new ImageValidator(bytes.length)
                .check(bytes)
                .<Boolean>fold(usable -> true, unusable -> false))
        .isTrue();
    assertThat(
            new ImageValidator(bytes.length - 1)
                .check(bytes)
                .<Boolean>fold(usable -> true, unusable -> false))
        .isFalse();
  }
}
