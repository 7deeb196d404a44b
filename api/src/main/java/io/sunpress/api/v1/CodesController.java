package io.sunpress.api.v1;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.asking.Desk;
import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.api.http.Bodies;
import io.sunpress.api.http.Later;
import io.sunpress.api.http.Traces;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
  private final Lookup lookup;

  CodesController(
      Desk desk, Bodies bodies, AskingProperties properties, PictureUrlBuilder urls, Clock clock) {
    this.desk = desk;
    this.bodies = bodies;
    this.properties = properties;
    this.answers = new V1Answers(urls, clock);
    this.lookup = new Lookup(desk, properties);
  }

  @PostMapping(PATH)
  @Needs(Role.SUBMIT)
  Object ask(HttpServletRequest request) throws IOException {
    Reader reader = Reader.of(request, properties);
    Optional<byte[]> body = bodies.read(request);
    if (body.isEmpty()) {
      return answers.tooLarge(bodies.limit(), reader);
    }
    Caller caller = Caller.of(request);
    TraceContext traceContext = Traces.of(request);
    // Only campaigns ask for their rows.
    return CodeRequestMessageCodec.read(body.get())
        .fold(
            message ->
                Later.answer(
                    desk.ask(
                            caller,
                            message.value().withoutCampaign(),
                            reader.patience(),
                            traceContext)
                        .thenApply(asking -> answers.asked(asking, reader))),
            invalid -> answers.refused(invalid.refusal(), reader),
            undecodable -> answers.undecodable(undecodable.cause(), reader));
  }

  /** A code that is there; how one comes to be there is its job's matter. */
  @GetMapping(PATH + "/{id}")
  @Needs(Role.READ)
  Object code(@PathVariable String id, HttpServletRequest request) {
    return lookup.answer(id, request, answers::code, answers::unknownCode);
  }
}
