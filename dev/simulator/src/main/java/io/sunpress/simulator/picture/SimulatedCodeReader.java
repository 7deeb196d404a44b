package io.sunpress.simulator.picture;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads a simulated code as a scanner would. For tests and checks: true codes can't be read so. */
public final class SimulatedCodeReader {
  private SimulatedCodeReader() {}

  /**
   * Decodes the picture and the content of its QR code.
   *
   * @throws IllegalArgumentException where it is no picture or holds no simulated code
   */
  public static CodeContent read(byte[] picture) {
    try {
      BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(onWhite(decode(picture))));
      Map<DecodeHintType, ?> hints = Map.of(DecodeHintType.TRY_HARDER, true);
      return CodeContent.parse(new QRCodeReader().decode(bitmap, hints).getText());
    } catch (NotFoundException none) {
      throw new IllegalArgumentException("there is no QR in the picture", none);
    } catch (ReaderException | IOException unreadable) {
      throw new IllegalArgumentException("the picture can't be read", unreadable);
    }
  }

  private static BufferedImage decode(byte[] picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
    if (image == null) {
      throw new IllegalArgumentException("not a picture");
    }
    return image;
  }

  private static LuminanceSource onWhite(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return new RGBLuminanceSource(width, height, page.getRGB(0, 0, width, height, null, 0, width));
  }
}
