package io.sunpress.api.compat;

import io.sunpress.api.asking.Asking;
import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.asking.Desk;
import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.api.http.Bodies;
import io.sunpress.api.http.Later;
import io.sunpress.api.http.Preference;
import io.sunpress.api.http.Traces;
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
final class CompatController {
  static final String PATH = "/api/weapp/qrcode";

  private final Desk desk;
  private final ConfiguredApps configuredApps;
  private final Bodies bodies;
  private final AskingProperties properties;
  private final CompatAnswers answers;

  CompatController(
      Desk desk,
      ConfiguredApps configuredApps,
      Bodies bodies,
      AskingProperties properties,
      PictureUrlBuilder urls) {
    this.desk = desk;
    this.configuredApps = configuredApps;
    this.bodies = bodies;
    this.properties = properties;
    this.answers = new CompatAnswers(urls);
  }

  @PostMapping(PATH)
  @Needs(Role.SUBMIT)
  Object ask(HttpServletRequest request) throws IOException {
    Optional<byte[]> body = bodies.read(request);
    if (body.isEmpty()) {
      return answers.tooLarge(bodies.limit());
    }
    return CompatRequest.read(body.get(), configuredApps, Caller.of(request))
        .map(read -> Later.answer(ask(read, request)))
        .orElseGet(answers::notJson);
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    return CodeId.parse(id)
        .map(job -> Later.answer(look(Caller.of(request), job, patience(request))))
        .orElseGet(answers::unknownJob);
  }

  private CompletableFuture<ResponseEntity<byte[]>> ask(
      CompatRequest read, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    return read.refusal()
        .map(
            validationError ->
                CompletableFuture.<Asking>completedFuture(refused(caller, read, validationError)))
        .orElseGet(() -> desk.ask(caller, read.message(), patience(request), Traces.of(request)))
        .thenApply(answers::of);
  }

  /** The path is judged before everything else, by its type as by its value. */
  private Asking refused(Caller caller, CompatRequest read, ValidationError validationError) {
    if (validationError.field() == RequestField.PAGE) {
      return new Asking.Refused(validationError);
    }
    return desk.judge(caller, read.message())
        .fold(
            valid -> new Asking.Refused(validationError),
            other ->
                new Asking.Refused(
                    isEarlier(other, validationError) ? other.refusal() : validationError));
  }

  private static boolean isEarlier(ValidationResult.Refused judged, ValidationError read) {
    return judged.refusal().field() == RequestField.PAGE
        || (judged.refusal().field() == RequestField.SCENE && read.field() == RequestField.APP);
  }

  private CompletableFuture<ResponseEntity<byte[]>> look(Caller caller, CodeId id, Duration wait) {
    return desk.look(caller, id, wait)
        .thenApply(found -> found.map(answers::of).orElseGet(answers::unknownJob));
  }

  private Duration patience(HttpServletRequest request) {
    return Preference.of(request).patience(properties.patience(), properties.maxWait());
  }
}
