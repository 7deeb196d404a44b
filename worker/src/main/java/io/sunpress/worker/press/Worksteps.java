package io.sunpress.worker.press;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.CodeRequest;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.worker.delay.SuspendedApps;
import io.sunpress.worker.delay.Suspension;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.Throttled;
import io.sunpress.worker.wechat.CallPermit;
import io.sunpress.worker.wechat.CodeCallResult;
import io.sunpress.worker.wechat.CodeClient;
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
  private final CodeClient codeClient;
  private final ImageValidator check;
  private final Turns turns;
  private final SuspendedApps suspendedApps;
  private final Throttling throttling;
  private final Room room;
  private final AddressGuard address;
  private final CrossedReplies crossed;
  private final PressMeter meter;

  Worksteps(
      ImageStore store,
      CodeClient codeClient,
      ImageValidator check,
      Turns turns,
      SuspendedApps suspendedApps,
      Throttling throttling,
      Room room,
      AddressGuard address,
      CrossedReplies crossed,
      PressMeter meter) {
    this.store = store;
    this.codeClient = codeClient;
    this.check = check;
    this.turns = turns;
    this.suspendedApps = suspendedApps;
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
    Optional<PictureMetadata> there = store.find(job.question.picture());
    if (there.isPresent()) {
      room.worked(job.question.spec().app());
      return new Step.End(new Outcome.Stored(there.get(), true, job.calls()));
    }
    if (job.expired) {
      return new Step.End(new Outcome.Failed(EXPIRED, job.calls()));
    }
    return suspendedApps
        .closure(job.question.spec().app())
        .<Step>map(suspension -> parked(job, suspension))
        .orElseGet(Step.AwaitTurn::new);
  }

  /** It is the job's turn, or will not be for a while. */
  Step decided(Job job, PermitResult permitResult) {
    if (!job.isHeld() || job.isLeaving()) {
      permitResult.match(Worksteps::giveBack, throttled -> null, () -> null);
      return new Step.HandBack();
    }
    return permitResult.match(
        permit -> permitted(job, permit),
        throttled -> throttled(job, throttled),
        () -> job.patience.isOver() ? throttling.outstayed(job) : new Step.Rest(CROWD));
  }

  /** Its app may have been closed while it waited. */
  private Step permitted(Job job, Permit permit) {
    Optional<Suspension> suspension = suspendedApps.closure(job.question.spec().app());
    if (suspension.isPresent()) {
      permit.giveBack();
      return parked(job, suspension.get());
    }
    room.worked(job.question.spec().app());
    return draw(job, turns.leave(permit));
  }

  private static @Nullable Void giveBack(Permit permit) {
    permit.giveBack();
    return null;
  }

  private Step draw(Job job, CallPermit callPermit) {
    CodeRequest question = job.question;
    CodeCallResult codeCallResult =
        codeClient.draw(question.spec(), question.checkPath(), callPermit);
    job.called(codeCallResult.calls());
    return codeCallResult.fold(
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
              suspendedApps.closeUntil(
                  job.question.spec().app(),
                  CodeError.of(ErrorClass.THROTTLED_DAY, "the app's calls of today are used up"),
                  throttled.until()));
    };
  }

  private Step check(Job job, byte[] bytes) {
    suspendedApps.worked(job.question.spec().app());
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
    PictureMetadata stored =
        meter.timedPut(() -> store.create(job.question.picture(), picture)).stored();
    return new Step.End(new Outcome.Stored(stored, false, job.calls()));
  }

  Step failed(Job job, CodeError error) {
    return switch (Treatment.of(error.type())) {
      case AGAIN, AGAIN_A_FEW_TIMES -> again(job, error);
      case NEXT_MINUTE -> new Step.AwaitTurn();
      case PARK -> parked(job, suspendedApps.close(job.question.spec().app(), error));
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

  private static Step parked(Job job, Suspension suspension) {
    return new Step.End(new Outcome.Parked(suspension, job.calls()));
  }
}
