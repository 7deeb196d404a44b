package io.sunpress.api.pictures;

import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LookupResult;
import io.sunpress.api.ledger.entry.LedgerEntry;
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
final class PictureService {
  private static final Logger log = LoggerFactory.getLogger(PictureService.class);

  private final Ledger ledger;
  private final ImageStore store;
  private final Duration wait;
  private final Executor readers;
  private final PictureRedraw repair;

  /**
   * @param readers reads what was waited for: who wakes waiters must not read pictures
   */
  PictureService(
      Ledger ledger, ImageStore store, Duration wait, Executor readers, PictureRedraw repair) {
    this.repair = repair;
    this.ledger = ledger;
    this.store = store;
    this.wait = wait;
    this.readers = readers;
  }

  CompletableFuture<ResponseEntity<byte[]>> fetch(PictureRequest request) {
    LedgerEntry entry = ledger.find(request.name().id());
    if (entry.isSettled()) {
      return CompletableFuture.completedFuture(serve(request, new LookupResult.Seen(entry)));
    }
    if (isLost(request, entry)) {
      return CompletableFuture.completedFuture(PictureResponses.gone(request.language()));
    }
    return ledger
        .look(request.name().id())
        .thenCompose(sight -> await(request, sight))
        .thenApplyAsync(sight -> serve(request, sight), readers)
        .exceptionally(failure -> tooMany(failure, request));
  }

  /** It was there, it is gone, and nobody has asked for it since. */
  private static boolean isLost(PictureRequest request, LedgerEntry entry) {
    return entry.isUnknown() && entry.picture().filter(request.name()::equals).isPresent();
  }

  private static ResponseEntity<byte[]> tooMany(Throwable failure, PictureRequest request) {
    if (failure.getCause() instanceof RejectedExecutionException) {
      return PictureResponses.unavailable(request.language());
    }
    throw failure instanceof CompletionException e ? e : new CompletionException(failure);
  }

  private CompletableFuture<LookupResult> await(PictureRequest request, LookupResult sight) {
    return sight.fold(
        entry -> ledger.await(request.name().id(), wait).thenApply(LookupResult.Seen::new),
        () -> CompletableFuture.completedFuture(sight),
        () -> CompletableFuture.completedFuture(sight));
  }

  /** Where the ledger can't say, the bucket can: what is in it is as true as ever. */
  private ResponseEntity<byte[]> serve(PictureRequest request, LookupResult sight) {
    try {
      return sight.fold(
          entry -> serve(request, entry),
          () -> PictureResponses.unknown(request.language()),
          () -> fromBucket(request));
    } catch (StoreException e) {
      log.warn("A picture could not be read: {}", e.getMessage());
      return PictureResponses.unavailable(request.language());
    }
  }

  private ResponseEntity<byte[]> serve(PictureRequest request, LedgerEntry entry) {
    if (entry.picture().filter(request.name()::equals).isEmpty()) {
      return PictureResponses.unknown(request.language());
    }
    if (entry.status() == CodeState.Status.READY) {
      return ready(request, entry.state().ready().orElseThrow());
    }
    return entry.status() == CodeState.Status.FAILED
        ? PictureResponses.failed(request.language())
        : PictureResponses.pending(request.language());
  }

  private ResponseEntity<byte[]> ready(PictureRequest request, CodeAnswer.Ready answer) {
    if (request.has(answer.sha256())) {
      return PictureResponses.notModified(answer.sha256());
    }
    return read(request).orElseGet(() -> missing(request, answer));
  }

  /** The one place that knows of a ready picture that is gone. */
  private ResponseEntity<byte[]> missing(PictureRequest request, CodeAnswer.Ready answer) {
    repair.missing(answer);
    return PictureResponses.gone(request.language());
  }

  private ResponseEntity<byte[]> fromBucket(PictureRequest request) {
    return read(request).orElseGet(() -> PictureResponses.unavailable(request.language()));
  }

  private Optional<ResponseEntity<byte[]>> read(PictureRequest request) {
    return request.headOnly()
        ? store
            .find(request.name())
            .map(
                found ->
                    PictureResponses.head(
                        request.name().format().contentType(), found.bytes(), found.sha256()))
        : store.read(request.name()).map(picture -> PictureResponses.picture(request, picture));
  }
}
