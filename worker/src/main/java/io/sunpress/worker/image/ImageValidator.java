package io.sunpress.worker.image;

import io.sunpress.code.PictureFormat;
import io.sunpress.storage.Picture;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Whether bytes are the picture that was asked for: the right marks at both ends, within the size
 * cap, of the right width, and decodable to the last row.
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

  /** Checks a reply against the width that was asked for, in pixels. */
  public ImageValidationResult check(byte[] bytes, int width) {
    if (bytes.length > maxBytes) {
      return new ImageValidationResult.Unusable("a picture of more than " + maxBytes + " bytes");
    }
    return ImageSignature.of(bytes)
        .map(imageSignature -> check(imageSignature, bytes, width))
        .orElseGet(() -> new ImageValidationResult.Unusable("no picture"));
  }

  private static ImageValidationResult check(
      ImageSignature imageSignature, byte[] bytes, int width) {
    if (!imageSignature.isComplete(bytes)) {
      return new ImageValidationResult.Unusable("a picture that is cut off");
    }
    return fault(imageSignature.format(), bytes, width)
        .<ImageValidationResult>map(ImageValidationResult.Unusable::new)
        .orElseGet(
            () -> new ImageValidationResult.Usable(Picture.of(imageSignature.format(), bytes)));
  }

  private static Optional<String> fault(PictureFormat format, byte[] bytes, int width) {
    ImageReader reader = ImageIO.getImageReadersByMIMEType(format.contentType()).next();
    try (ImageInputStream stream = new ByteArrayImageInput(bytes)) {
      Damage damage = new Damage();
      reader.addIIOReadWarningListener(damage);
      reader.setInput(stream, true, true);
      int actual = reader.getWidth(0);
      if (actual != width) {
        return Optional.of("a picture %d wide where %d was asked".formatted(actual, width));
      }
      decode(reader);
      return damage.found() ? Optional.of("a picture with damage inside") : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("a picture that does not decode");
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
