package io.sunpress.api.anqicms;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.auth.Role;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AnqicmsPath;
import io.sunpress.api.web.AsyncResponse;
import io.sunpress.api.web.JsonBody;
import io.sunpress.api.web.PreferHeader;
import io.sunpress.api.web.PublicPath;
import io.sunpress.api.web.TraceHeaders;
import io.sunpress.api.web.tomcat.RequestBodyReader;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.message.CodeRequestMessage;
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
import tools.jackson.databind.JsonNode;

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
    return JsonBody.readObject(body.get())
        .map(json -> AsyncResponse.answer(ask(json, request)))
        .orElseGet(answers::notJson);
  }

  @GetMapping(AnqicmsPath.QRCODE + "/{id}")
  @RequiresRole(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    SiteSelection site = SiteSelection.of(request, JsonBody.object(), configuredApps);
    if (site.refusal().isPresent()) {
      return RefusalEnvelopes.envelope(site.refusal().get()).answer();
    }
    return CodeId.parse(id)
        .map(job -> AsyncResponse.answer(look(site.caller(), job, request)))
        .orElseGet(answers::unknownJob);
  }

  private CompletableFuture<ResponseEntity<byte[]>> ask(JsonNode json, HttpServletRequest request) {
    SiteSelection site = SiteSelection.of(request, json, configuredApps);
    AnqicmsRequest read = AnqicmsRequest.of(json);
    String prefix = PublicPath.prefix(request);
    return read.refusal()
        .or(site::refusal)
        .map(
            error ->
                CompletableFuture.<RequestOutcome>completedFuture(
                    refused(site.caller(), read.message(), error)))
        .orElseGet(
            () ->
                desk.ask(
                    site.caller(), read.message(), patience(request), TraceHeaders.of(request)))
        .thenApply(outcome -> answers.of(outcome, prefix));
  }

  /** The path is judged before everything else, by its type as by its value. */
  private RequestOutcome refused(Caller caller, CodeRequestMessage message, ValidationError error) {
    return error.field() == RequestField.PAGE
        ? new RequestOutcome.Refused(error)
        : desk.judge(caller, message)
            .fold(
                valid -> new RequestOutcome.Refused(error),
                other ->
                    new RequestOutcome.Refused(isEarlier(other, error) ? other.refusal() : error));
  }

  private static boolean isEarlier(ValidationResult.Refused judged, ValidationError read) {
    return judged.refusal().field() == RequestField.PAGE
        || (judged.refusal().field() == RequestField.SCENE && read.field() == RequestField.APP);
  }

  private CompletableFuture<ResponseEntity<byte[]>> look(
      Caller caller, CodeId id, HttpServletRequest request) {
    String prefix = PublicPath.prefix(request);
    return desk.look(caller, id, patience(request))
        .thenApply(
            found ->
                found.map(outcome -> answers.of(outcome, prefix)).orElseGet(answers::unknownJob));
  }

  private Duration patience(HttpServletRequest request) {
    return PreferHeader.of(request).patience(properties.defaultWait(), properties.maxWait());
  }
}
