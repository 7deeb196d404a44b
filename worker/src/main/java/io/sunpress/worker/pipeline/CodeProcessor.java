package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.CodeRequest;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.storage.StoreException;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.wechat.CodeCallResult;
import io.sunpress.worker.wechat.CodeClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a task from the lookup to the stored picture, on one thread that blocks where it waits. */
final class CodeProcessor {
  private static final Logger log = LoggerFactory.getLogger(CodeProcessor.class);
  private static final CodeError EXPIRED =
      CodeError.of(ErrorClass.EXPIRED, "nothing could answer this in most of the time it is kept");

  private final StoreAccess store;
  private final PermitWaits permits;
  private final CodeClient codeClient;
  private final ImageValidator check;
  private final PendingWaits waits;
  private final CrossedReplyDetector crossed;
  private final UnexpectedPictures unexpected;
  private final PipelineMetrics metrics;

  CodeProcessor(
      StoreAccess store,
      PermitWaits permits,
      CodeClient codeClient,
      ImageValidator check,
      PendingWaits waits,
      CrossedReplyDetector crossed,
      UnexpectedPictures unexpected,
      PipelineMetrics metrics) {
    this.store = store;
    this.permits = permits;
    this.codeClient = codeClient;
    this.check = check;
    this.waits = waits;
    this.crossed = crossed;
    this.unexpected = unexpected;
    this.metrics = metrics;
  }

  /**
   * Attempts until there is a result; blocks meanwhile.
   *
   * @throws ProcessingSignal.HandBack where the records are left to another worker
   */
  ProcessingResult process(CodeTask task) {
    try {
      while (true) {
        Optional<ProcessingResult> result = attemptOnce(task);
        if (result.isPresent()) {
          return result.get();
        }
      }
    } catch (ProcessingSignal.Ended e) {
      return e.result();
    } catch (ProcessingSignal.HandBack e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("A fault of the worker at code {}", task.codeRequest.id(), e);
      return new ProcessingResult.Failed(WorkerFault.of(e), task.calls());
    }
  }

  /** Nothing where it has to be attempted again, which is then due. */
  private Optional<ProcessingResult> attemptOnce(CodeTask task) {
    try {
      return Optional.of(attempt(task));
    } catch (ProcessingSignal.StartOver e) {
      return Optional.empty();
    } catch (ProcessingSignal.Failure e) {
      backOff(task, e);
      return Optional.empty();
    } catch (StoreException e) {
      awaitStore(task, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** One attempt, from top to bottom. */
  private ProcessingResult attempt(CodeTask task) {
    task.requireHeld();
    if (task.picture().isEmpty()) {
      task.requireStaying();
      Optional<PictureMetadata> existing = store.images().find(task.codeRequest.picture());
      if (existing.isPresent()) {
        permits.goesOn(task);
        return new ProcessingResult.Stored(
            task.codeRequest.picture(), existing.get(), true, task.calls());
      }
      if (task.expired) {
        return new ProcessingResult.Failed(EXPIRED, task.calls());
      }
      byte[] image = draw(task);
      permits.drawn(task);
      Picture picture = checked(task, image);
      crossed.look(task.codeRequest, picture);
      task.drawn(picture);
    }
    return store(task, task.picture().orElseThrow());
  }

  /** Repeats calls that were too late or came too early, each with a permit of its own. */
  private byte[] draw(CodeTask task) {
    CodeRequest codeRequest = task.codeRequest;
    Optional<byte[]> image = Optional.empty();
    while (image.isEmpty()) {
      CodeCallResult codeCallResult =
          codeClient.draw(codeRequest.spec(), codeRequest.checkPath(), permits.awaitPermit(task));
      task.called(codeCallResult.calls());
      image =
          codeCallResult.fold(
              drawn -> Optional.of(drawn.bytes()), CodeProcessor::repeatedInTime, Optional::empty);
    }
    return image.get();
  }

  /** What WeChat refused for its rate is repeated as soon as the limiter gives a permit. */
  private static Optional<byte[]> repeatedInTime(CodeCallResult.Refused refused) {
    boolean reported = refused.calls() > 0 && refused.error().type() == ErrorClass.THROTTLED_DAY;
    if (reported || ErrorAction.of(refused.error().type()) == ErrorAction.NEXT_MINUTE) {
      return Optional.empty();
    }
    throw new ProcessingSignal.Failure(refused.error(), refused.calls() > 0);
  }

  private Picture checked(CodeTask task, byte[] image) {
    return check
        .check(image)
        .fold(
            usable -> {
              unexpected.look(task.codeRequest, usable);
              return usable.picture();
            },
            unusable -> {
              throw new ProcessingSignal.Failure(
                  CodeError.of(ErrorClass.BUSY, "WeChat sent " + unusable.what()), true);
            });
  }

  private ProcessingResult store(CodeTask task, Picture picture) {
    PictureKey key = task.codeRequest.picture().as(picture.format());
    PictureMetadata stored = metrics.timedPut(() -> store.images().create(key, picture)).stored();
    return new ProcessingResult.Stored(key, stored, false, task.calls());
  }

  /** A store that was away costs the task none of its time; one that refuses the picture does. */
  private void awaitStore(CodeTask task, String cause) {
    if (store.awaitAvailable(task, waits)) {
      task.budget.renew();
    } else {
      rest(task, CodeError.of(ErrorClass.STORAGE, cause), ErrorAction.AGAIN);
    }
  }

  /** Blocks until the next attempt is due, or ends the task. */
  private void backOff(CodeTask task, ProcessingSignal.Failure failure) {
    CodeError error = failure.error();
    ErrorAction action = ErrorAction.of(error.type());
    if (action == ErrorAction.FINAL) {
      permits.report(task, failure);
      throw new ProcessingSignal.Ended(new ProcessingResult.Failed(error, task.calls()));
    }
    permits.refused(task, failure);
    if (action != ErrorAction.PARK) {
      rest(task, error, action);
    }
  }

  private void rest(CodeTask task, CodeError error, ErrorAction action) {
    task.failed(error);
    Optional<Duration> pause = task.budget.afterFailure(action);
    if (pause.isEmpty() && action == ErrorAction.AGAIN_OR_STOP) {
      permits.stop(task, error);
    }
    waits.backOff(
        task,
        pause.orElseThrow(
            () -> new ProcessingSignal.Ended(new ProcessingResult.Postponed(error, task.calls()))));
  }
}
