package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.PictureFormat;
import io.sunpress.parts.SettableClock;
import io.sunpress.request.CodeRequest;
import io.sunpress.storage.Picture;
import io.sunpress.topic.Topics;
import io.sunpress.worker.image.ImageValidationResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whole pictures that are not what was asked for. */
class UnexpectedPicturesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final UnexpectedPictures unexpected = new UnexpectedPictures(registry);

  @Test
  void countsAnotherFormatAndAnotherWidthAndNothingElse() {
    look(PictureFormat.JPEG, 430);
    assertThat(count("format") + count("width")).isZero();
    look(PictureFormat.PNG, 430);
    look(PictureFormat.JPEG, 280);
    look(PictureFormat.PNG, 280);
    assertThat(count("format")).isEqualTo(2);
    assertThat(count("width")).isEqualTo(2);
  }

  private void look(PictureFormat format, int width) {
    CodeRequest asked =
        new Asked(new SettableClock())
            .request(Asked.APP, "n=1", Topics.DEFAULT.requests(), Instant.EPOCH, new OneClaim())
            .question();
    unexpected.look(
        asked, new ImageValidationResult.Usable(Picture.of(format, new byte[] {1}), width));
  }

  private double count(String what) {
    return registry.counter("sunpress.pictures.unexpected", "what", what).count();
  }
}
