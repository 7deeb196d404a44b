package io.sunpress.api.v1;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.asking.Desk;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureUrlBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells what became of a job; {@code Prefer: wait=N} waits for the answer. */
@RestController
final class JobsController {
  static final String PATH = "/v1/jobs";

  private final V1Answers answers;
  private final Lookup lookup;

  JobsController(Desk desk, AskingProperties properties, PictureUrlBuilder urls, Clock clock) {
    this.answers = new V1Answers(urls, clock);
    this.lookup = new Lookup(desk, properties);
  }

  static String path(CodeId id) {
    return PATH + "/" + id;
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    return lookup.answer(id, request, answers::job, answers::unknownJob);
  }
}
