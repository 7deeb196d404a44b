package io.sunpress.api.pictures;

import io.sunpress.api.ledger.Entry;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.Sight;
import io.sunpress.message.Answer;
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

  /**
   * @param readers reads what was waited for: who wakes waiters must not read pictures
   */
  Gallery(Ledger ledger, ImageStore store, Duration wait, Executor readers) {
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
    return ledger
        .look(request.name().id())
        .thenCompose(sight -> await(request, sight))
        .thenApplyAsync(sight -> serve(request, sight), readers)
        .exceptionally(Gallery::tooMany);
  }

  private static ResponseEntity<byte[]> tooMany(Throwable failure) {
    if (failure.getCause() instanceof RejectedExecutionException) {
      return PictureAnswers.unavailable();
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
          entry -> serve(request, entry), PictureAnswers::unknown, () -> fromBucket(request));
    } catch (StoreException e) {
      log.warn("A picture could not be read: {}", e.getMessage());
      return PictureAnswers.unavailable();
    }
  }

  private ResponseEntity<byte[]> serve(PictureRequest request, Entry entry) {
    if (entry.picture().filter(request.name()::equals).isEmpty()) {
      return PictureAnswers.unknown();
    }
    if (entry.status() == CodeState.Status.READY) {
      return ready(request, entry.state().ready().orElseThrow());
    }
    return entry.status() == CodeState.Status.FAILED
        ? PictureAnswers.failed()
        : PictureAnswers.pending();
  }

  private ResponseEntity<byte[]> ready(PictureRequest request, Answer.Ready answer) {
    if (request.has(answer.sha256())) {
      return PictureAnswers.notModified(answer.sha256());
    }
    return read(request).orElseGet(() -> missing(answer));
  }

  /** The one place that knows of a ready picture that is gone. */
  private ResponseEntity<byte[]> missing(Answer.Ready answer) {
    log.warn("Picture {} is ready but not in the bucket", answer.picture());
    return PictureAnswers.gone();
  }

  private ResponseEntity<byte[]> fromBucket(PictureRequest request) {
    return read(request).orElseGet(PictureAnswers::unavailable);
  }

  private Optional<ResponseEntity<byte[]>> read(PictureRequest request) {
    return request.headOnly()
        ? store
            .find(request.name())
            .map(
                found ->
                    PictureAnswers.head(
                        request.name().format().contentType(), found.bytes(), found.sha256()))
        : store.read(request.name()).map(PictureAnswers::picture);
  }
}
