package io.sunpress.worker.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.PictureFormat;
import io.sunpress.request.CodeRequest;
import io.sunpress.worker.image.ImageValidationResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole pictures of another width or format than was asked. They are stored as they are, since
 * WeChat would draw the same again, and somebody should look at it.
 */
final class UnexpectedPictures {
  private static final Logger log = LoggerFactory.getLogger(UnexpectedPictures.class);

  private final MeterRegistry registry;

  UnexpectedPictures(MeterRegistry registry) {
    this.registry = registry;
  }

  void look(CodeRequest codeRequest, ImageValidationResult.Usable usable) {
    int asked = codeRequest.spec().style().width().pixels();
    PictureFormat expected = codeRequest.spec().format();
    PictureFormat actual = usable.picture().format();
    if (usable.width() != asked) {
      count("width");
      log.error(
          "ALARM: code {} is {} wide where {} was asked: stored as it is",
          codeRequest.id(),
          usable.width(),
          asked);
    }
    if (actual != expected) {
      count("format");
      log.error(
          "ALARM: code {} is {} where {} was expected: stored as it is",
          codeRequest.id(),
          actual,
          expected);
    }
  }

  private void count(String what) {
    registry.counter("sunpress.pictures.unexpected", "what", what).increment();
  }
}
