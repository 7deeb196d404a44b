package io.sunpress.worker.press;

import io.sunpress.intake.Question;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoredPicture;
import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.quota.Decision;
import io.sunpress.worker.quota.Permit;
import io.sunpress.worker.quota.Throttled;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Closure;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.Drawing;
import io.sunpress.worker.wechat.Leave;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a job as far as it goes without waiting: look, draw, check, store. Blocks meanwhile, and
 * throws what the store throws.
 */
final class Worksteps {
  private static final Duration CROWD = Duration.ofSeconds(1);
  private static final CodeError EXPIRED =
      CodeError.of(ErrorClass.EXPIRED, "nothing could answer this in most of the time it is kept");

  private final ImageStore store;
  private final Drawer drawer;
  private final PictureCheck check;
  private final Turns turns;
  private final ClosedApps closedApps;
  private final Throttling throttling;
  private final Room room;
  private final AddressGuard address;
  private final CrossedReplies crossed;
  private final PressMeter meter;

  Worksteps(
      ImageStore store,
      Drawer drawer,
      PictureCheck check,
      Turns turns,
      ClosedApps closedApps,
      Throttling throttling,
      Room room,
      AddressGuard address,
      CrossedReplies crossed,
      PressMeter meter) {
    this.store = store;
    this.drawer = drawer;
    this.check = check;
    this.turns = turns;
    this.closedApps = closedApps;
    this.throttling = throttling;
    this.room = room;
    this.address = address;
    this.crossed = crossed;
    this.meter = meter;
  }

  Step next(Job job) {
    if (!job.isHeld()) {
      return new Step.HandBack();
    }
    return job.picture().map(picture -> store(job, picture)).orElseGet(() -> lookOrDraw(job));
  }

  private Step lookOrDraw(Job job) {
    if (job.isLeaving()) {
      return new Step.HandBack();
    }
    Optional<StoredPicture> there = store.find(job.question.picture());
    if (there.isPresent()) {
      room.worked(job.question.spec().app());
      return new Step.End(new Outcome.Stored(there.get(), true, job.calls()));
    }
    if (job.expired) {
      return new Step.End(new Outcome.Failed(EXPIRED, job.calls()));
    }
    return closedApps
        .closure(job.question.spec().app())
        .<Step>map(closure -> parked(job, closure))
        .orElseGet(Step.AwaitTurn::new);
  }

  /** It is the job's turn, or will not be for a while. */
  Step decided(Job job, Decision decision) {
    if (!job.isHeld() || job.isLeaving()) {
      decision.match(Worksteps::giveBack, throttled -> null, () -> null);
      return new Step.HandBack();
    }
    return decision.match(
        permit -> permitted(job, permit),
        throttled -> throttled(job, throttled),
        () -> job.patience.isOver() ? throttling.outstayed(job) : new Step.Rest(CROWD));
  }

  /** Its app may have been closed while it waited. */
  private Step permitted(Job job, Permit permit) {
    Optional<Closure> closure = closedApps.closure(job.question.spec().app());
    if (closure.isPresent()) {
      permit.giveBack();
      return parked(job, closure.get());
    }
    room.worked(job.question.spec().app());
    return draw(job, turns.leave(permit));
  }

  private static @Nullable Void giveBack(Permit permit) {
    permit.giveBack();
    return null;
  }

  private Step draw(Job job, Leave leave) {
    Question question = job.question;
    Drawing drawing = drawer.draw(question.spec(), question.checkPath(), leave);
    job.called(drawing.calls());
    return drawing.fold(
        drawn -> check(job, drawn.bytes()),
        refused -> failed(job, refused.error()),
        Step.AwaitTurn::new);
  }

  private Step throttled(Job job, Throttled throttled) {
    return switch (throttled.window()) {
      case MINUTE -> throttling.closed(job, throttled.until());
      case DAY ->
          parked(
              job,
              closedApps.closeUntil(
                  job.question.spec().app(),
                  CodeError.of(ErrorClass.THROTTLED_DAY, "the app's calls of today are used up"),
                  throttled.until()));
    };
  }

  private Step check(Job job, byte[] bytes) {
    closedApps.worked(job.question.spec().app());
    return check
        .check(bytes, job.question.spec().style().width().pixels())
        .fold(
            usable -> {
              crossed.look(job.question, usable.picture());
              job.drawn(usable.picture());
              return store(job, usable.picture());
            },
            unusable ->
                failed(job, CodeError.of(ErrorClass.BUSY, "WeChat sent " + unusable.what())));
  }

  private Step store(Job job, Picture picture) {
    StoredPicture stored =
        meter.timedPut(() -> store.create(job.question.picture(), picture)).stored();
    return new Step.End(new Outcome.Stored(stored, false, job.calls()));
  }

  Step failed(Job job, CodeError error) {
    return switch (Treatment.of(error.type())) {
      case AGAIN, AGAIN_A_FEW_TIMES -> again(job, error);
      case NEXT_MINUTE -> new Step.AwaitTurn();
      case PARK -> parked(job, closedApps.close(job.question.spec().app(), error));
      case FINAL -> new Step.End(new Outcome.Failed(error, job.calls()));
      case LEAVE -> {
        address.refused(error);
        yield new Step.HandBack();
      }
    };
  }

  private static Step again(Job job, CodeError error) {
    job.failed(error);
    return job.patience
        .afterFailure(Treatment.of(error.type()))
        .<Step>map(Step.Rest::new)
        .orElseGet(() -> new Step.End(new Outcome.Postponed(error, job.calls())));
  }

  private static Step parked(Job job, Closure closure) {
    return new Step.End(new Outcome.Parked(closure, job.calls()));
  }
}
