package io.sunpress.intake;

import io.sunpress.code.CodeId;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.LineColor;
import io.sunpress.code.PictureName;
import io.sunpress.code.Scene;
import io.sunpress.code.Style;
import io.sunpress.message.Asked;
import io.sunpress.message.Asker;
import io.sunpress.message.GenerateCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that was judged: complete, valid and named.
 *
 * @param id the code, and the job
 * @param spec what it shows
 * @param checkPath whether WeChat shall check that the page is released
 * @param requestId the request's name
 * @param asker who asked
 */
public record Question(CodeId id, CodeSpec spec, boolean checkPath, String requestId, Asker asker) {
  public Question {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(asker, "asker");
  }

  /** Where the picture will be. */
  public PictureName picture() {
    return new PictureName(spec.app(), id, spec.format());
  }

  /** The message for the workers. Defaults are filled in: a worker's own must not change the id. */
  public GenerateCode message() {
    Style style = spec.style();
    LineColor color = style.lineColor();
    return new GenerateCode(
        spec.app().value(),
        spec.kind().wireName(),
        spec.page().value(),
        spec.scene().map(Scene::value).orElse(null),
        style.width().pixels(),
        style.autoColor(),
        new GenerateCode.Rgb(color.red(), color.green(), color.blue()),
        style.hyaline(),
        spec.env().wireName(),
        spec.revision().value(),
        checkPath,
        requestId,
        asker.reference().orElse(null),
        asker.campaign().orElse(null));
  }

  /**
   * The request as its events tell it.
   *
   * @param askedAt the broker's append time
   */
  public Asked asked(Instant askedAt) {
    return new Asked(
        requestId,
        Optional.of(id),
        Optional.of(spec.app()),
        Optional.of(spec.page().value()),
        spec.scene().map(Scene::value),
        asker.reference(),
        asker.campaign(),
        askedAt);
  }
}
