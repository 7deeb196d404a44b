package io.sunpress.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureRendererTest {
  private static final String SCENE_CHARACTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~";
  private static final String LONG_PAGE =
      "pages/product/detail/with/a/long/name/that/has/sixty/charact";

  private final PictureRenderer pictureRenderer = new PictureRenderer(PictureSize.LIKE_WECHAT);

  static IntStream widths() {
    return IntStream.iterate(280, width -> width <= 1280, width -> width + 25);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void aJpegOfAnyWidthIsReadBack(int width) throws IOException {
    assertReadBack(width, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {280, 281, 430, 799, 1280})
  void aTransparentPngOfAnyWidthIsReadBack(int width) throws IOException {
    assertReadBack(width, true);
  }

  @ParameterizedTest
  @CsvSource({"280,82000", "430,195000", "1280,800000"})
  void isOfAboutATrueCodesSize(int width, int bytes) {
    CodeContent content = content("pages/product/detail/index", "sku=81723&from=poster");
    for (boolean transparent : new boolean[] {false, true}) {
      RenderedPicture picture =
          pictureRenderer.draw(new PictureSpec(content, width, transparent, Rgb.BLACK));
      assertThat(bytes(picture).length).isBetween(bytes * 9 / 10, bytes * 11 / 10);
    }
  }

  @Test
  void endsWithTheEndMarkerOfItsFormat() {
    assertThat(bytes(pictureRenderer.draw(order(430, false)))).endsWith(0xFF, 0xD9);
    byte[] png = bytes(pictureRenderer.draw(order(430, true)));
    assertThat(Arrays.copyOfRange(png, png.length - 8, png.length - 4))
        .asString()
        .isEqualTo("IEND");
  }

  @Test
  void theDigestIsThatOfAllBytes() throws Exception {
    for (boolean transparent : new boolean[] {false, true}) {
      RenderedPicture picture = pictureRenderer.draw(order(430, transparent));
      assertThat(picture.sha256())
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes(picture)));
    }
  }

  @Test
  void theLightPartsOfAPngAreTransparentAndTheDarkOnesHaveTheLineColour() throws IOException {
    PictureSpec order = new PictureSpec(content("p", "s"), 430, true, new Rgb(10, 200, 30));
    var image = ImageIO.read(new ByteArrayInputStream(bytes(pictureRenderer.draw(order))));
    var colours = Arrays.stream(image.getRGB(0, 0, 430, 430, null, 0, 430)).distinct().toArray();
    assertThat(colours).contains(0xFF0AC81E).hasSize(2);
    assertThat(image.getRGB(0, 0) >>> 24).isZero();
  }

  @Test
  void everyPixelOfAJpegIsOnTheSideItWasDrawnOn() throws IOException {
    TwoToneBitmap drawn = QrBitmap.draw(order(430, false).content().text(), 430).orElseThrow();
    var image =
        ImageIO.read(new ByteArrayInputStream(bytes(pictureRenderer.draw(order(430, false)))));
    for (int y = 0; y < 430; y++) {
      for (int x = 0; x < 430; x++) {
        boolean dark = (image.getRaster().getSample(x, y, 0)) < 128;
        assertThat(dark).as("pixel %d,%d", x, y).isEqualTo(drawn.isDark(x, y));
      }
    }
  }

  @Test
  void aPathOf1024PlainCharactersIsReadBackAtTheLeastWidth() {
    String path = "pages/p?q=" + "x".repeat(1014);
    CodeContent content = new CodeContent("wx0123456789abcdef", "", "", path, "release");
    byte[] picture = bytes(pictureRenderer.draw(new PictureSpec(content, 280, false, Rgb.BLACK)));
    assertThat(SimulatedCodeReader.read(picture)).isEqualTo(content);
  }

  @Test
  void aPathTooLongForTheWidthIsGivenByItsDigest() {
    CodeContent content = new CodeContent("wx1", "", "", "路径".repeat(512), "release");
    byte[] picture = bytes(pictureRenderer.draw(new PictureSpec(content, 280, false, Rgb.BLACK)));
    assertThat(SimulatedCodeReader.read(picture).path()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void a128CharacterPathOfASquareCodeIsReadBackAtTheLeastWidth() {
    CodeContent content = new CodeContent("wx1", "", "", "p/?a=%&b".repeat(16), "release");
    byte[] picture = bytes(pictureRenderer.draw(new PictureSpec(content, 280, false, Rgb.BLACK)));
    assertThat(SimulatedCodeReader.read(picture)).isEqualTo(content);
  }

  private void assertReadBack(int width, boolean transparent) throws IOException {
    Random random = new Random(width);
    CodeContent content = content(LONG_PAGE, scene(random));
    byte[] picture =
        bytes(pictureRenderer.draw(new PictureSpec(content, width, transparent, Rgb.BLACK)));
    var image = ImageIO.read(new ByteArrayInputStream(picture));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(width);
    assertThat(SimulatedCodeReader.read(picture)).as("seed %d", width).isEqualTo(content);
  }

  private static String scene(Random random) {
    return random
        .ints(32, 0, SCENE_CHARACTERS.length())
        .mapToObj(i -> SCENE_CHARACTERS.substring(i, i + 1))
        .reduce("", String::concat);
  }

  private static PictureSpec order(int width, boolean transparent) {
    return new PictureSpec(content("pages/index", "a=1"), width, transparent, Rgb.BLACK);
  }

  private static CodeContent content(String page, String scene) {
    return new CodeContent("wx0123456789abcdef", page, scene, "", "release");
  }

  private static byte[] bytes(RenderedPicture picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(picture.head());
    out.writeBytes(picture.tail());
    return out.toByteArray();
  }
}
