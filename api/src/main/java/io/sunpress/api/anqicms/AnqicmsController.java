package io.sunpress.api.anqicms;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.auth.Role;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AnqicmsPath;
import io.sunpress.api.web.AsyncResponse;
import io.sunpress.api.web.PreferHeader;
import io.sunpress.api.web.PublicPath;
import io.sunpress.api.web.TraceHeaders;
import io.sunpress.api.web.tomcat.RequestBodyReader;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.ValidationResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The documented AnqiCMS call, and the question for its job. */
@RestController
final class AnqicmsController {
  private final CodeRequestService desk;
  private final ConfiguredApps configuredApps;
  private final RequestBodyReader bodies;
  private final RequestProperties properties;
  private final AnqicmsResponses answers;

  AnqicmsController(
      CodeRequestService desk,
      ConfiguredApps configuredApps,
      RequestBodyReader bodies,
      RequestProperties properties,
      PictureUrlBuilder urls) {
    this.desk = desk;
    this.configuredApps = configuredApps;
    this.bodies = bodies;
    this.properties = properties;
    this.answers = new AnqicmsResponses(urls);
  }

  @PostMapping(AnqicmsPath.QRCODE)
  @RequiresRole(Role.SUBMIT)
  Object ask(HttpServletRequest request) throws IOException {
    Optional<byte[]> body = bodies.read(request);
    if (body.isEmpty()) {
      return answers.tooLarge(bodies.limit());
    }
    return AnqicmsRequest.read(body.get(), configuredApps, Caller.of(request))
        .map(read -> AsyncResponse.answer(ask(read, request)))
        .orElseGet(answers::notJson);
  }

  @GetMapping(AnqicmsPath.QRCODE + "/{id}")
  @RequiresRole(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    return CodeId.parse(id)
        .map(job -> AsyncResponse.answer(look(job, request)))
        .orElseGet(answers::unknownJob);
  }

  private CompletableFuture<ResponseEntity<byte[]>> ask(
      AnqicmsRequest read, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    String prefix = PublicPath.prefix(request);
    return read.refusal()
        .map(
            validationError ->
                CompletableFuture.<RequestOutcome>completedFuture(
                    refused(caller, read, validationError)))
        .orElseGet(
            () -> desk.ask(caller, read.message(), patience(request), TraceHeaders.of(request)))
        .thenApply(outcome -> answers.of(outcome, prefix));
  }

  /** The path is judged before everything else, by its type as by its value. */
  private RequestOutcome refused(
      Caller caller, AnqicmsRequest read, ValidationError validationError) {
    if (validationError.field() == RequestField.PAGE) {
      return new RequestOutcome.Refused(validationError);
    }
    return desk.judge(caller, read.message())
        .fold(
            valid -> new RequestOutcome.Refused(validationError),
            other ->
                new RequestOutcome.Refused(
                    isEarlier(other, validationError) ? other.refusal() : validationError));
  }

  private static boolean isEarlier(ValidationResult.Refused judged, ValidationError read) {
    return judged.refusal().field() == RequestField.PAGE
        || (judged.refusal().field() == RequestField.SCENE && read.field() == RequestField.APP);
  }

  private CompletableFuture<ResponseEntity<byte[]>> look(CodeId id, HttpServletRequest request) {
    String prefix = PublicPath.prefix(request);
    return desk.look(Caller.of(request), id, patience(request))
        .thenApply(
            found ->
                found.map(outcome -> answers.of(outcome, prefix)).orElseGet(answers::unknownJob));
  }

  private Duration patience(HttpServletRequest request) {
    return PreferHeader.of(request).patience(properties.defaultWait(), properties.maxWait());
  }
}
