package io.sunpress.worker.press;

import io.sunpress.intake.Question;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoreException;
import io.sunpress.storage.StoredPicture;
import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.Drawing;
import java.time.Duration;
import java.util.Optional;

/** Takes a job as far as it goes without waiting: look, draw, check, store. Blocks meanwhile. */
final class Worksteps {
  /** A minute's limit that holds for so many minutes is the day's. */
  private static final int MOST_MINUTES = 3;

  private final ImageStore store;
  private final Drawer drawer;
  private final PictureCheck check;
  private final MinutePause minutePause;
  private final AddressGuard address;
  private final CrossedReplies crossed;
  private final PressMeter meter;

  Worksteps(
      ImageStore store,
      Drawer drawer,
      PictureCheck check,
      MinutePause minutePause,
      AddressGuard address,
      CrossedReplies crossed,
      PressMeter meter) {
    this.store = store;
    this.drawer = drawer;
    this.check = check;
    this.minutePause = minutePause;
    this.address = address;
    this.crossed = crossed;
    this.meter = meter;
  }

  Step next(Job job) {
    if (!job.isHeld()) {
      return new Step.HandBack();
    }
    try {
      return job.picture().map(picture -> store(job, picture)).orElseGet(() -> lookOrDraw(job));
    } catch (StoreException e) {
      return new Step.AwaitStore(String.valueOf(e.getMessage()));
    }
  }

  private Step lookOrDraw(Job job) {
    Optional<StoredPicture> there = store.find(job.question.picture());
    if (there.isPresent()) {
      return new Step.End(new Outcome.Stored(there.get(), true, job.calls()));
    }
    return minutePause
        .left(job.question.spec().app())
        .<Step>map(Step.Rest::new)
        .orElseGet(() -> draw(job));
  }

  private Step draw(Job job) {
    Question question = job.question;
    Drawing drawing = drawer.draw(question.spec(), question.checkPath());
    job.called(drawing.calls());
    return drawing.fold(
        drawn -> check(job, drawn.bytes()), refused -> failed(job, refused.error()));
  }

  private Step check(Job job, byte[] bytes) {
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
      case AGAIN, AGAIN_A_FEW_TIMES ->
          job.patience
              .afterFailure(Treatment.of(error.type()))
              .<Step>map(Step.Rest::new)
              .orElseGet(() -> dead(job, error));
      case NEXT_MINUTE -> nextMinute(job, error);
      case DEAD -> dead(job, error);
      case FINAL -> new Step.End(new Outcome.Failed(error, false, job.calls()));
      case LEAVE -> {
        address.refused(error);
        yield new Step.HandBack();
      }
    };
  }

  private Step nextMinute(Job job, CodeError error) {
    if (job.throttled() >= MOST_MINUTES) {
      return dead(
          job,
          new CodeError(ErrorClass.THROTTLED_DAY, error.errcode(), error.errmsg(), error.rid()));
    }
    minutePause.begin(job.question.spec().app());
    return new Step.Rest(minutePause.left(job.question.spec().app()).orElse(Duration.ZERO));
  }

  private static Step dead(Job job, CodeError error) {
    return new Step.End(new Outcome.Failed(error, true, job.calls()));
  }
}
