package io.sunpress.api.pictures;

import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LookupResult;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeState;
import io.sunpress.storage.ImageStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/** Finds pictures: the ledger says whether there is one, the bucket has it. */
final class PictureService {
  private static final Logger log = LoggerFactory.getLogger(PictureService.class);

  private final Ledger ledger;
  private final ImageStore store;
  private final Duration wait;
  private final StoreReads reads;
  private final PictureRedraw repair;

  PictureService(
      Ledger ledger, ImageStore store, Duration wait, StoreReads reads, PictureRedraw repair) {
    this.repair = repair;
    this.ledger = ledger;
    this.store = store;
    this.wait = wait;
    this.reads = reads;
  }

  CompletableFuture<ResponseEntity<byte[]>> fetch(PictureRequest request) {
    if (request.name().isProbe()) {
      // No ledger knows it: nobody requested it.
      return serve(request, new LookupResult.CannotSay());
    }
    LedgerEntry entry = ledger.find(request.name().id());
    if (entry.isSettled()) {
      return serve(request, entry);
    }
    if (isLost(request, entry)) {
      return done(PictureResponses.gone(request.language()));
    }
    return ledger
        .look(request.name().id())
        .thenCompose(sight -> await(request, sight))
        .thenCompose(sight -> serve(request, sight));
  }

  /** It was there, it is gone, and nobody has asked for it since. */
  private static boolean isLost(PictureRequest request, LedgerEntry entry) {
    return entry.isUnknown() && entry.picture().filter(request.name()::equals).isPresent();
  }

  private CompletableFuture<LookupResult> await(PictureRequest request, LookupResult sight) {
    return sight.fold(
        entry -> ledger.await(request.name().id(), wait).thenApply(LookupResult.Seen::new),
        () -> CompletableFuture.completedFuture(sight),
        () -> CompletableFuture.completedFuture(sight));
  }

  /** Where the ledger can't say, the bucket can: what is in it is as true as ever. */
  private CompletableFuture<ResponseEntity<byte[]>> serve(
      PictureRequest request, LookupResult sight) {
    return sight.fold(
        entry -> serve(request, entry),
        () -> done(PictureResponses.unknown(request.language())),
        () -> read(request, () -> PictureResponses.unavailable(request.language())));
  }

  private CompletableFuture<ResponseEntity<byte[]>> serve(
      PictureRequest request, LedgerEntry entry) {
    if (entry.picture().filter(request.name()::equals).isEmpty()) {
      return done(PictureResponses.unknown(request.language()));
    }
    if (entry.status() == CodeState.Status.READY) {
      return ready(request, entry.state().ready().orElseThrow());
    }
    return done(
        entry.status() == CodeState.Status.FAILED
            ? PictureResponses.failed(request.language())
            : PictureResponses.pending(request.language()));
  }

  private CompletableFuture<ResponseEntity<byte[]>> ready(
      PictureRequest request, CodeAnswer.Ready answer) {
    return request.has(answer.sha256())
        ? done(PictureResponses.notModified(answer.sha256()))
        : read(request, () -> missing(request, answer));
  }

  /** The one place that knows of a ready picture that is gone. */
  private ResponseEntity<byte[]> missing(PictureRequest request, CodeAnswer.Ready answer) {
    repair.missing(answer);
    return PictureResponses.gone(request.language());
  }

  private CompletableFuture<ResponseEntity<byte[]>> read(
      PictureRequest request, Supplier<ResponseEntity<byte[]>> otherwise) {
    return reads
        .read(() -> readNow(request))
        .thenApply(found -> found.orElseGet(otherwise))
        .exceptionally(
            failure -> {
              log.debug("A picture could not be read", failure);
              return PictureResponses.unavailable(request.language());
            });
  }

  /** That a HEAD finds nothing may mean that there is no bucket: a GET reports which. */
  private Optional<ResponseEntity<byte[]>> readNow(PictureRequest request) {
    Optional<ResponseEntity<byte[]>> head =
        request.headOnly()
            ? store
                .find(request.name())
                .map(
                    found ->
                        PictureResponses.head(
                            request.name().format().contentType(), found.bytes(), found.sha256()))
            : Optional.empty();
    return head.or(
        () -> store.read(request.name()).map(found -> PictureResponses.picture(request, found)));
  }

  private static CompletableFuture<ResponseEntity<byte[]>> done(ResponseEntity<byte[]> answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
