package io.sunpress.worker.pipeline;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Decision;
import io.sunpress.worker.quota.Permit;
import io.sunpress.worker.quota.Window;
import io.sunpress.worker.wechat.Leave;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks for a task's turn at WeChat, in the lane of whoever waits for it most. */
final class PermitRequests {
  /** A repeated call has a thread meanwhile: longer than this the task had better start anew. */
  private static final long AGAIN_SECONDS = 5;

  private final Admission admission;
  private final String interactiveTopic;

  PermitRequests(Admission admission, String interactiveTopic) {
    this.admission = admission;
    this.interactiveTopic = interactiveTopic;
  }

  /** The next decision about the task; cancelled to give up its place. */
  CompletableFuture<Decision> next(CodeTask task) {
    return admission.admit(task.app(), lane(task));
  }

  /** What a permit lets the client do. */
  Leave leave(Permit permit) {
    return new Permitted(permit);
  }

  private Lane lane(CodeTask task) {
    boolean interactive =
        task.requests().stream()
            .anyMatch(request -> request.origin().topic().equals(interactiveTopic));
    return interactive ? Lane.INTERACTIVE : Lane.BULK;
  }

  private Optional<Leave> another(AppId app, Lane lane) {
    CompletableFuture<Decision> decision = admission.admit(app, lane);
    Decision made;
    try {
      made = decision.copy().orTimeout(AGAIN_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException | CancellationException e) {
      decision.cancel(false);
      return Optional.empty();
    }
    return made.match(
        permit -> Optional.of(leave(permit)), throttled -> Optional.empty(), Optional::empty);
  }

  private final class Permitted implements Leave {
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
      permit.throttled(day ? Window.DAY : Window.MINUTE);
    }

    @Override
    public Optional<Leave> another() {
      return PermitRequests.this.another(permit.app(), permit.lane());
    }
  }
}
