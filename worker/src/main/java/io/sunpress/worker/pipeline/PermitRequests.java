package io.sunpress.worker.pipeline;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.QuotaWindow;
import io.sunpress.worker.limiter.RateLimiter;
import io.sunpress.worker.wechat.CallPermit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks for a task's turn at WeChat, in the lane of whoever waits for it most. */
final class PermitRequests {
  /** A repeated call has a thread meanwhile: longer than this the task had better start anew. */
  private static final long AGAIN_SECONDS = 5;

  private final RateLimiter rateLimiter;
  private final String interactiveTopic;

  PermitRequests(RateLimiter rateLimiter, String interactiveTopic) {
    this.rateLimiter = rateLimiter;
    this.interactiveTopic = interactiveTopic;
  }

  /** The next decision about the task; cancelled to give up its place. */
  CompletableFuture<PermitResult> next(CodeTask task) {
    return rateLimiter.admit(task.app(), lane(task));
  }

  /** What a permit lets the client do. */
  CallPermit leave(Permit permit) {
    return new Permitted(permit);
  }

  private Priority lane(CodeTask task) {
    boolean interactive =
        task.requests().stream()
            .anyMatch(request -> request.origin().topic().equals(interactiveTopic));
    return interactive ? Priority.INTERACTIVE : Priority.BULK;
  }

  private Optional<CallPermit> another(AppId app, Priority priority) {
    CompletableFuture<PermitResult> decision = rateLimiter.admit(app, priority);
    PermitResult made;
    try {
      made = decision.copy().orTimeout(AGAIN_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException | CancellationException e) {
      decision.cancel(false);
      return Optional.empty();
    }
    return made.match(
        permit -> Optional.of(leave(permit)), throttled -> Optional.empty(), Optional::empty);
  }

  private final class Permitted implements CallPermit {
    private final Permit permit;

    Permitted(Permit permit) {
      this.permit = permit;
    }

    @Override
    public boolean use() {
      return permit.use();
    }

    @Override
    public boolean holds() {
      return permit.holds();
    }

    @Override
    public void giveBack() {
      permit.giveBack();
    }

    @Override
    public void served() {
      permit.served();
    }

    @Override
    public void throttled(boolean day) {
      permit.throttled(day ? QuotaWindow.DAY : QuotaWindow.MINUTE);
    }

    @Override
    public Optional<CallPermit> another() {
      return PermitRequests.this.another(permit.app(), permit.lane());
    }
  }
}
