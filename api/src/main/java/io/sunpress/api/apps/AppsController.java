package io.sunpress.api.apps;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.Needs;
import io.sunpress.api.auth.Role;
import io.sunpress.api.http.Json;
import io.sunpress.api.http.Later;
import io.sunpress.request.Priority;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how the caller's apps fare; to who may operate, also what waits in the lanes. */
@RestController
final class AppsController {
  private final AppsProperties apps;
  private final NoticeBoard board;
  private final Backlog backlog;
  private final Clock clock;

  AppsController(AppsProperties apps, NoticeBoard board, Backlog backlog, Clock clock) {
    this.apps = apps;
    this.board = board;
    this.backlog = backlog;
    this.clock = clock;
  }

  @GetMapping("/v1/apps")
  @Needs({Role.READ, Role.OPERATE})
  Object apps(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    // The lanes carry everybody's requests: how many there are is not every tenant's business.
    CompletableFuture<Optional<Map<Priority, Long>>> waiting =
        caller.roles().contains(Role.OPERATE)
            ? backlog.count()
            : CompletableFuture.completedFuture(Optional.empty());
    return Later.answer(waiting.thenApply(counted -> answer(caller, counted)));
  }

  private ResponseEntity<byte[]> answer(Caller caller, Optional<Map<Priority, Long>> counted) {
    AppsDocument document = new AppsDocument();
    Instant now = clock.instant();
    for (AppProperties app : apps.apps()) {
      if (caller.sees(app.appId())) {
        boolean isDefault = caller.apps().defaultApp().filter(app.appId()::equals).isPresent();
        document.add(app, isDefault, board.notes(app.appId()), now);
      }
    }
    counted.ifPresent(document::addBacklog);
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(document.json()));
  }
}
