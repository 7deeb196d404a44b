package io.sunpress.request;

import io.sunpress.code.CodeId;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.LineColor;
import io.sunpress.code.PictureKey;
import io.sunpress.code.Scene;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.message.RequestDetails;
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
public record CodeRequest(
    CodeId id, CodeSpec spec, boolean checkPath, String requestId, RequestCorrelation asker) {
  public CodeRequest {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(asker, "asker");
  }

  /** Where the picture will be. */
  public PictureKey picture() {
    return new PictureKey(spec.app(), id, spec.format());
  }

  /** The message for the workers. Defaults are filled in: a worker's own must not change the id. */
  public CodeRequestMessage message() {
    CodeStyle codeStyle = spec.style();
    LineColor color = codeStyle.lineColor();
    return new CodeRequestMessage(
        spec.app().value(),
        spec.kind().wireName(),
        spec.page().value(),
        spec.scene().map(Scene::value).orElse(null),
        codeStyle.width().pixels(),
        codeStyle.autoColor(),
        new CodeRequestMessage.Rgb(color.red(), color.green(), color.blue()),
        codeStyle.hyaline(),
        spec.env().wireName(),
        spec.revision().value(),
        checkPath,
        requestId,
        asker.reference().orElse(null),
        asker.campaign().orElse(null));
  }

  /**
   * The request as its events show it.
   *
   * @param askedAt the broker's append time
   */
  public RequestDetails asked(Instant askedAt) {
    return new RequestDetails(
        requestId,
        id.value(),
        Optional.of(id),
        Optional.of(spec.app()),
        Optional.of(spec.page().value()),
        spec.scene().map(Scene::value),
        asker.reference(),
        asker.campaign(),
        askedAt);
  }
}
