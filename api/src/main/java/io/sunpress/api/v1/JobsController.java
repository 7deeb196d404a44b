package io.sunpress.api.v1;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.asking.Desk;
import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.api.http.Later;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureUrls;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells what became of a job; {@code Prefer: wait=N} waits for the answer. */
@RestController
final class JobsController {
  static final String PATH = "/v1/jobs";

  private final Desk desk;
  private final AskingProperties properties;
  private final V1Answers answers;

  JobsController(Desk desk, AskingProperties properties, PictureUrls urls, Clock clock) {
    this.desk = desk;
    this.properties = properties;
    this.answers = new V1Answers(urls, clock);
  }

  static String path(CodeId id) {
    return PATH + "/" + id;
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    Reader reader = Reader.of(request, properties);
    return CodeId.parse(id)
        .map(job -> Later.answer(look(Caller.of(request), job, reader)))
        .orElseGet(() -> answers.unknownJob(reader));
  }

  private CompletableFuture<ResponseEntity<byte[]>> look(Caller caller, CodeId id, Reader reader) {
    return desk.look(caller, id, reader.patience())
        .thenApply(
            found ->
                found
                    .map(asking -> answers.job(asking, reader))
                    .orElseGet(() -> answers.unknownJob(reader)));
  }
}
