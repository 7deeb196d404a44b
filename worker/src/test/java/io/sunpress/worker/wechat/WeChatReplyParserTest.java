package io.sunpress.worker.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.PictureFormat;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatReplyParserTest {
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46ffd9");
  private static final byte[] PNG =
      HexFormat.of().parseHex("89504e470d0a1a0a00000000" + "0000000049454e44ae426082");

  @Test
  void knowsPicturesByBothTheirEnds() {
    assertThat(read(JPEG))
        .isInstanceOfSatisfying(
            WeChatReply.Image.class,
            image -> assertThat(image.format()).isEqualTo(PictureFormat.JPEG));
    assertThat(read(PNG))
        .isInstanceOfSatisfying(
            WeChatReply.Image.class,
            image -> assertThat(image.format()).isEqualTo(PictureFormat.PNG));
  }

  @Test
  void takesNoPictureThatIsCutOff() {
    assertThat(read(java.util.Arrays.copyOf(JPEG, JPEG.length - 1)))
        .isInstanceOf(WeChatReply.Unusable.class);
    assertThat(read(java.util.Arrays.copyOf(PNG, PNG.length - 1)))
        .isInstanceOf(WeChatReply.Unusable.class);
  }

  @Test
  void readsAnErrorWithItsRid() {
    WeChatReply reply =
        read("{\"errcode\":40169,\"errmsg\":\"invalid length for scene rid: 66a0-1b-2c\"}");
    assertThat(reply)
        .isInstanceOfSatisfying(
            WeChatReply.ApiError.class,
            error -> {
              assertThat(error.errcode()).isEqualTo(40169);
              assertThat(error.rid()).contains("66a0-1b-2c");
            });
  }

  @Test
  void readsAnErrorBehindBlanks() {
    assertThat(read(" \r\n{\"errcode\":-1}")).isInstanceOf(WeChatReply.ApiError.class);
  }

  @Test
  void keepsAnErrorTextOnOneShortLine() {
    WeChatReply reply = read("{\"errcode\":1,\"errmsg\":\"a\\nb\\u0000" + "x".repeat(999) + "\"}");
    assertThat(((WeChatReply.ApiError) reply).errmsg()).startsWith("a b x").hasSize(300);
  }

  @Test
  void takesAnErrcodeOfZeroForNoError() {
    assertThat(read("{\"errcode\":0,\"access_token\":\"t\"}"))
        .isInstanceOf(WeChatReply.Document.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "<html>busy</html>", "{", "{\"errcode\":", "[1]", "null", "GIF89a"})
  void findsNothingInRubbish(String body) {
    assertThat(read(body)).isInstanceOf(WeChatReply.Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"errcode\":\"40001\"}", "{\"errcode\":null}", "{}"})
  void readsNoErrcodeIntoAnotherType(String body) {
    assertThat(read(body)).isInstanceOf(WeChatReply.Document.class);
  }

  @Test
  void believesNothingUnderAnotherStatusThan200() {
    assertThat(WeChatReplyParser.read(502, JPEG)).isEqualTo(new WeChatReply.Unusable("HTTP 502"));
    assertThat(WeChatReplyParser.read(302, JPEG)).isInstanceOf(WeChatReply.Unusable.class);
  }

  private static WeChatReply read(String body) {
    return read(body.getBytes(UTF_8));
  }

  private static WeChatReply read(byte[] body) {
    return WeChatReplyParser.read(200, body);
  }
}
