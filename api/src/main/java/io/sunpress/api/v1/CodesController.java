package io.sunpress.api.v1;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.auth.Role;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AsyncResponse;
import io.sunpress.api.web.TraceHeaders;
import io.sunpress.api.web.tomcat.RequestBodyReader;
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

  private final CodeRequestService desk;
  private final RequestBodyReader bodies;
  private final RequestProperties properties;
  private final V1Responses answers;
  private final JobLookup lookup;

  CodesController(
      CodeRequestService desk,
      RequestBodyReader bodies,
      RequestProperties properties,
      PictureUrlBuilder urls,
      Clock clock) {
    this.desk = desk;
    this.bodies = bodies;
    this.properties = properties;
    this.answers = new V1Responses(urls, clock);
    this.lookup = new JobLookup(desk, properties);
  }

  @PostMapping(PATH)
  @RequiresRole(Role.SUBMIT)
  Object ask(HttpServletRequest request) throws IOException {
    ResponsePreferences reader = ResponsePreferences.of(request, properties);
    Optional<byte[]> body = bodies.read(request);
    if (body.isEmpty()) {
      return answers.tooLarge(bodies.limit(), reader);
    }
    Caller caller = Caller.of(request);
    TraceContext traceContext = TraceHeaders.of(request);
    // Only campaigns ask for their rows.
    return CodeRequestMessageCodec.read(body.get())
        .fold(
            message ->
                AsyncResponse.answer(
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
  @RequiresRole(Role.READ)
  Object code(@PathVariable String id, HttpServletRequest request) {
    return lookup.answer(id, request, answers::code, answers::unknownCode);
  }
}
