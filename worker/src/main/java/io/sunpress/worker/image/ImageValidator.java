package io.sunpress.worker.image;

import io.sunpress.code.PictureFormat;
import io.sunpress.storage.Picture;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Whether bytes are a whole picture: the right marks at both ends, within the size cap, and
 * decodable to the last row. Format and width are as they are: another try would bring the same.
 */
public final class ImageValidator {
  /** One pixel of so many is kept, each way. */
  private static final int KEPT_OF = 8;

  private final int maxBytes;

  /**
   * @param maxBytes no picture of WeChat's is larger
   */
  public ImageValidator(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Checks a reply. */
  public ImageValidationResult check(byte[] bytes) {
    if (bytes.length > maxBytes) {
      return new ImageValidationResult.Unusable("a picture of more than " + maxBytes + " bytes");
    }
    return ImageSignature.of(bytes)
        .map(imageSignature -> check(imageSignature, bytes))
        .orElseGet(() -> new ImageValidationResult.Unusable("no picture"));
  }

  private static ImageValidationResult check(ImageSignature imageSignature, byte[] bytes) {
    return imageSignature.isComplete(bytes)
        ? decoded(imageSignature.format(), bytes)
        : new ImageValidationResult.Unusable("a picture that is cut off");
  }

  private static ImageValidationResult decoded(PictureFormat format, byte[] bytes) {
    ImageReader reader = ImageIO.getImageReadersByMIMEType(format.contentType()).next();
    try (ImageInputStream stream = new ByteArrayImageInput(bytes)) {
      Damage damage = new Damage();
      reader.addIIOReadWarningListener(damage);
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      decode(reader);
      return damage.found()
          ? new ImageValidationResult.Unusable("a picture with damage inside")
          : new ImageValidationResult.Usable(Picture.of(format, bytes), width);
    } catch (IOException | RuntimeException e) {
      return new ImageValidationResult.Unusable("a picture that does not decode");
    } finally {
      reader.dispose();
    }
  }

  /**
   * All rows are decoded, but only a few pixels kept. Rasters, where the format gives them:
   * converting colours costs more than decoding.
   */
  private static void decode(ImageReader reader) throws IOException {
    ImageReadParam few = reader.getDefaultReadParam();
    few.setSourceSubsampling(KEPT_OF, KEPT_OF, 0, 0);
    if (reader.canReadRaster()) {
      reader.readRaster(0, few);
    } else {
      reader.read(0, few);
    }
  }

  /** A decoder fills what is missing with grey and only warns. */
  private static final class Damage implements javax.imageio.event.IIOReadWarningListener {
    private boolean found;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      found |= text.contains("premature end") || text.contains("bad huffman");
    }

    boolean found() {
      return found;
    }
  }
}
