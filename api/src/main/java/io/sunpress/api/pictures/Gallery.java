package io.sunpress.api.pictures;

import io.sunpress.api.ledger.Entry;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.Sight;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeState;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/** Finds pictures: the ledger says whether there is one, the bucket has it. */
final class Gallery {
  private static final Logger log = LoggerFactory.getLogger(Gallery.class);

  private final Ledger ledger;
  private final ImageStore store;
  private final Duration wait;
  private final Executor readers;
  private final Repair repair;

  /**
   * @param readers reads what was waited for: who wakes waiters must not read pictures
   */
  Gallery(Ledger ledger, ImageStore store, Duration wait, Executor readers, Repair repair) {
    this.repair = repair;
    this.ledger = ledger;
    this.store = store;
    this.wait = wait;
    this.readers = readers;
  }

  CompletableFuture<ResponseEntity<byte[]>> fetch(PictureRequest request) {
    Entry entry = ledger.find(request.name().id());
    if (entry.isSettled()) {
      return CompletableFuture.completedFuture(serve(request, new Sight.Seen(entry)));
    }
    if (isLost(request, entry)) {
      return CompletableFuture.completedFuture(PictureAnswers.gone(request.language()));
    }
    return ledger
        .look(request.name().id())
        .thenCompose(sight -> await(request, sight))
        .thenApplyAsync(sight -> serve(request, sight), readers)
        .exceptionally(failure -> tooMany(failure, request));
  }

  /** It was there, it is gone, and nobody has asked for it since. */
  private static boolean isLost(PictureRequest request, Entry entry) {
    return entry.isUnknown() && entry.picture().filter(request.name()::equals).isPresent();
  }

  private static ResponseEntity<byte[]> tooMany(Throwable failure, PictureRequest request) {
    if (failure.getCause() instanceof RejectedExecutionException) {
      return PictureAnswers.unavailable(request.language());
    }
    throw failure instanceof CompletionException e ? e : new CompletionException(failure);
  }

  private CompletableFuture<Sight> await(PictureRequest request, Sight sight) {
    return sight.fold(
        entry -> ledger.await(request.name().id(), wait).thenApply(Sight.Seen::new),
        () -> CompletableFuture.completedFuture(sight),
        () -> CompletableFuture.completedFuture(sight));
  }

  /** Where the ledger can't say, the bucket can: what is in it is as true as ever. */
  private ResponseEntity<byte[]> serve(PictureRequest request, Sight sight) {
    try {
      return sight.fold(
          entry -> serve(request, entry),
          () -> PictureAnswers.unknown(request.language()),
          () -> fromBucket(request));
    } catch (StoreException e) {
      log.warn("A picture could not be read: {}", e.getMessage());
      return PictureAnswers.unavailable(request.language());
    }
  }

  private ResponseEntity<byte[]> serve(PictureRequest request, Entry entry) {
    if (entry.picture().filter(request.name()::equals).isEmpty()) {
      return PictureAnswers.unknown(request.language());
    }
    if (entry.status() == CodeState.Status.READY) {
      return ready(request, entry.state().ready().orElseThrow());
    }
    return entry.status() == CodeState.Status.FAILED
        ? PictureAnswers.failed(request.language())
        : PictureAnswers.pending(request.language());
  }

  private ResponseEntity<byte[]> ready(PictureRequest request, CodeAnswer.Ready answer) {
    if (request.has(answer.sha256())) {
      return PictureAnswers.notModified(answer.sha256());
    }
    return read(request).orElseGet(() -> missing(request, answer));
  }

  /** The one place that knows of a ready picture that is gone. */
  private ResponseEntity<byte[]> missing(PictureRequest request, CodeAnswer.Ready answer) {
    repair.missing(answer);
    return PictureAnswers.gone(request.language());
  }

  private ResponseEntity<byte[]> fromBucket(PictureRequest request) {
    return read(request).orElseGet(() -> PictureAnswers.unavailable(request.language()));
  }

  private Optional<ResponseEntity<byte[]>> read(PictureRequest request) {
    return request.headOnly()
        ? store
            .find(request.name())
            .map(
                found ->
                    PictureAnswers.head(
                        request.name().format().contentType(), found.bytes(), found.sha256()))
        : store.read(request.name()).map(picture -> PictureAnswers.picture(request, picture));
  }
}
