package io.sunpress.simulator.picture;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Draws pictures, from any number of threads. */
public final class PictureRenderer {
  private static final String PATH_DIGEST = "sha256:";

  private record HeadKey(boolean transparent, int width) {}

  /** A head with the state of the digest behind it: its bytes are hashed once, not per picture. */
  private record Head(byte[] bytes, MessageDigest digest) {}

  private final PictureSize size;
  private final Map<HeadKey, Head> heads = new ConcurrentHashMap<>();
  private final ThreadLocal<TwoToneJpeg> jpeg = ThreadLocal.withInitial(TwoToneJpeg::new);

  public PictureRenderer(PictureSize size) {
    this.size = requireNonNull(size, "size");
  }

  /** Draws the code. A path too long for a readable QR is replaced by {@code sha256:} + hex. */
  public RenderedPicture draw(PictureSpec order) {
    TwoToneBitmap bitmap =
        QrBitmap.draw(order.content().text(), order.width())
            .or(() -> QrBitmap.draw(shortened(order.content()).text(), order.width()))
            .orElseThrow(() -> new IllegalArgumentException("too narrow: " + order.width()));
    Head head = heads.computeIfAbsent(new HeadKey(order.transparent(), order.width()), this::head);
    byte[] tail =
        order.transparent() ? TransparentPng.tail(bitmap, order.line()) : jpeg.get().tail(bitmap);
    return new RenderedPicture(
        head.bytes(), tail, digest(head, tail), order.transparent() ? "image/png" : "image/jpeg");
  }

  private Head head(HeadKey key) {
    int padding = Math.max(0, size.bytes(key.width()) - expectedTail(key));
    byte[] bytes =
        key.transparent()
            ? TransparentPng.head(key.width(), padding)
            : TwoToneJpeg.head(key.width(), padding);
    MessageDigest digest = sha256();
    digest.update(bytes);
    return new Head(bytes, digest);
  }

  /** Measured: what a usual page and scene take up, by width. */
  private static int expectedTail(HeadKey key) {
    return (key.transparent() ? 3 : 65) * key.width();
  }

  private static CodeContent shortened(CodeContent content) {
    byte[] digest = sha256().digest(content.path().getBytes(StandardCharsets.UTF_8));
    String path = PATH_DIGEST + HexFormat.of().formatHex(digest);
    return new CodeContent(content.app(), "", "", path, content.env());
  }

  private static byte[] digest(Head head, byte[] tail) {
    try {
      return ((MessageDigest) head.digest().clone()).digest(tail);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 can't be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
