package io.sunpress.api.v1;

import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.auth.Role;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestProperties;
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

  private final V1Responses answers;
  private final JobLookup lookup;

  JobsController(
      CodeRequestService desk, RequestProperties properties, PictureUrlBuilder urls, Clock clock) {
    this.answers = new V1Responses(urls, clock);
    this.lookup = new JobLookup(desk, properties);
  }

  static String path(CodeId id) {
    return PATH + "/" + id;
  }

  @GetMapping(PATH + "/{id}")
  @RequiresRole(Role.READ)
  Object job(@PathVariable String id, HttpServletRequest request) {
    return lookup.answer(id, request, answers::job, answers::unknownJob);
  }
}
