package io.sunpress.api.v1;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.asking.Desk;
import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.api.http.Bodies;
import io.sunpress.api.http.Later;
import io.sunpress.api.http.Preference;
import io.sunpress.api.http.Traces;
import io.sunpress.code.PictureUrls;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for a code: what is there is answered at once, what is not is accepted as a job. */
@RestController
final class CodesController {
  static final String PATH = "/v1/codes";

  private final Desk desk;
  private final Bodies bodies;
  private final AskingProperties properties;
  private final V1Answers answers;

  CodesController(Desk desk, Bodies bodies, AskingProperties properties, PictureUrls urls) {
    this.desk = desk;
    this.bodies = bodies;
    this.properties = properties;
    this.answers = new V1Answers(urls);
  }

  @PostMapping(PATH)
  @Needs(Role.SUBMIT)
  Object ask(HttpServletRequest request) throws IOException {
    Optional<byte[]> body = bodies.read(request);
    if (body.isEmpty()) {
      return answers.tooLarge(bodies.limit());
    }
    return GenerateCodeCodec.read(body.get())
        .fold(
            message -> Later.answer(ask(withoutCampaign(message.value()), request)),
            invalid -> answers.refused(invalid.refusal(), new HttpHeaders()),
            undecodable -> answers.undecodable(undecodable.cause()));
  }

  private CompletableFuture<ResponseEntity<byte[]>> ask(
      GenerateCode message, HttpServletRequest request) {
    Preference preference = Preference.of(request);
    Duration wait = preference.patience(Duration.ZERO, properties.maxWait());
    HttpHeaders headers = JobsController.applied(preference, properties);
    return desk.ask(Caller.of(request), message, wait, Traces.of(request))
        .thenApply(asking -> answers.asked(asking, headers));
  }

  /** Only campaigns ask for their rows. */
  private static GenerateCode withoutCampaign(GenerateCode message) {
    return new GenerateCode(
        message.app(),
        message.kind(),
        message.page(),
        message.scene(),
        message.width(),
        message.autoColor(),
        message.lineColor(),
        message.hyaline(),
        message.env(),
        message.revision(),
        message.checkPath(),
        message.requestId(),
        message.reference(),
        null);
  }
}
