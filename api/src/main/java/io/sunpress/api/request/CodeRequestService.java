package io.sunpress.api.request;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureKey;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeState;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.ValidationResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every door asks. A code that is there is answered from the ledger; a request that is under
 * way is not published twice, and another one for the same code is, since its client waits for an
 * event of its own. "Accepted" is returned only after the broker has acknowledged.
 */
public final class CodeRequestService {
  private static final Logger log = LoggerFactory.getLogger(CodeRequestService.class);

  private final RequestPublisher intake;
  private final Ledger ledger;
  private final BooleanSupplier prepared;
  private final RequestProperties properties;
  private final Clock clock;
  private final Semaphore unacknowledged;
  private final AtomicBoolean silent = new AtomicBoolean();

  /**
   * @param prepared whether topics, bucket and id-key have been found
   */
  public CodeRequestService(
      RequestPublisher intake,
      Ledger ledger,
      BooleanSupplier prepared,
      RequestProperties properties,
      Clock clock) {
    this.intake = intake;
    this.ledger = ledger;
    this.prepared = prepared;
    this.properties = properties;
    this.clock = clock;
    this.unacknowledged = new Semaphore(properties.maxUnacknowledged());
  }

  /**
   * Judges a request without asking it. That there are apps which the caller may not use is not
   * told.
   */
  public ValidationResult judge(Caller caller, CodeRequestMessage message) {
    return intake
        .judge(message, caller.apps())
        .fold(
            ValidationResult.Valid::new,
            refused ->
                caller.others() && isUnknownApp(refused.refusal()) ? foreign(refused) : refused);
  }

  private static boolean isUnknownApp(ValidationError validationError) {
    return validationError.field() == RequestField.APP
        && validationError.reason() == ValidationErrorReason.UNKNOWN;
  }

  private static ValidationResult foreign(ValidationResult.Refused refused) {
    return new ValidationResult.Refused(
        ValidationError.of(
            RequestField.APP,
            ValidationErrorReason.NOT_ALLOWED,
            "This key may not be used for this app."),
        refused.asker());
  }

  /**
   * Asks for a code.
   *
   * @param caller who asks
   * @param wait how long to wait for the picture
   * @param traceContext whose question it is
   */
  public CompletableFuture<RequestOutcome> ask(
      Caller caller, CodeRequestMessage message, Duration wait, TraceContext traceContext) {
    return judge(caller, message)
        .fold(
            codeRequest -> ask(codeRequest, wait, traceContext),
            refused -> done(new RequestOutcome.Refused(refused.refusal())));
  }

  /**
   * Looks for a code without asking for it; empty where nobody has asked for it, or where the
   * caller has no business to know of it.
   */
  public CompletableFuture<Optional<RequestOutcome>> look(Caller caller, CodeId id, Duration wait) {
    return ledger
        .look(id)
        .thenCompose(
            sight ->
                sight.fold(
                    entry -> look(caller, id, entry, wait),
                    () -> CompletableFuture.completedFuture(Optional.empty()),
                    () ->
                        CompletableFuture.completedFuture(
                            Optional.of(
                                new RequestOutcome.Unavailable(
                                    RequestOutcome.Why.NOT_CAUGHT_UP)))));
  }

  /**
   * Publishes the question of a code once more, whatever is known of it: its picture is gone. Tells
   * whether the broker has it; not where the message asks for another code by now.
   */
  public CompletableFuture<Boolean> askAgain(CodeId id, CodeRequestMessage message) {
    Optional<CodeRequest> codeRequest =
        intake
            .judge(message)
            .fold(
                valid -> Optional.of(valid).filter(judged -> judged.id().equals(id)),
                refused -> Optional.empty());
    if (codeRequest.isEmpty() || !prepared.getAsBoolean() || !unacknowledged.tryAcquire()) {
      return CompletableFuture.completedFuture(false);
    }
    return publish(codeRequest.get(), properties.defaultWait(), TraceContext.NONE)
        .thenApply(publishResult -> publishResult.fold(acknowledged -> true, silence -> false));
  }

  private CompletableFuture<Optional<RequestOutcome>> look(
      Caller caller, CodeId id, LedgerEntry entry, Duration wait) {
    return maySee(caller, entry)
        ? ledger.await(id, wait).thenApply(now -> Optional.of(told(id, now)))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** Where it is not known whose it is, only who sees everything sees it. */
  private static boolean maySee(Caller caller, LedgerEntry entry) {
    return !caller.limited() || entry.app().filter(caller::sees).isPresent();
  }

  private CompletableFuture<RequestOutcome> ask(
      CodeRequest codeRequest, Duration wait, TraceContext traceContext) {
    LedgerEntry entry = ledger.find(codeRequest.id());
    if (entry.status() == CodeState.Status.READY) {
      return done(told(codeRequest.id(), entry));
    }
    if (entry.isAskedLike(codeRequest, this::isLately)) {
      return await(codeRequest, wait);
    }
    if (!prepared.getAsBoolean()) {
      return done(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_PREPARED));
    }
    if (!unacknowledged.tryAcquire()) {
      return done(new RequestOutcome.Unavailable(RequestOutcome.Why.TOO_MANY));
    }
    long start = System.nanoTime();
    return publish(codeRequest, acknowledgeWait(wait), traceContext)
        .thenCompose(
            publishResult ->
                publishResult.fold(
                    acknowledged -> await(codeRequest, left(wait, start)),
                    silence ->
                        done(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED))));
  }

  /** Clocks may differ by hours: a request of the future is an old one. */
  private boolean isLately(Instant askedAt) {
    return Duration.between(askedAt, clock.instant()).abs().compareTo(properties.resubmitAfter())
        < 0;
  }

  /**
   * As long as the client waits, while nothing says that the broker is away; a client that does not
   * wait for its picture waits for this as others do by default.
   */
  private Duration acknowledgeWait(Duration wait) {
    Duration least = properties.acknowledgeTimeout();
    Duration wanted = wait.isZero() ? properties.defaultWait() : wait;
    return silent.get() || wanted.compareTo(least) < 0 ? least : wanted;
  }

  private static Duration left(Duration wait, long startNanos) {
    Duration left = wait.minusNanos(System.nanoTime() - startNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private CompletableFuture<PublishResult> publish(
      CodeRequest codeRequest, Duration acknowledgeWait, TraceContext traceContext) {
    long start = System.nanoTime();
    CompletableFuture<PublishResult> publishResult =
        intake.publish(codeRequest, Priority.INTERACTIVE, traceContext);
    // Also an acknowledgement that comes too late for this client is worth noting.
    CompletableFuture<PublishResult> noted =
        publishResult
            .whenComplete((known, failure) -> unacknowledged.release())
            .thenApply(known -> note(codeRequest, known));
    return noted
        .copy()
        .completeOnTimeout(
            new PublishResult.Unacknowledged("timeout"),
            left(acknowledgeWait, start).toNanos(),
            TimeUnit.NANOSECONDS)
        .whenComplete((known, failure) -> noteSilence(known, acknowledgeWait));
  }

  /** A client that waits for less than most proves nothing. */
  private void noteSilence(@Nullable PublishResult result, Duration waited) {
    if (result != null && waited.compareTo(properties.defaultWait()) >= 0) {
      result.fold(acknowledged -> false, silence -> isSilent(silence.cause()));
    }
  }

  private boolean isSilent(String cause) {
    if (!silent.getAndSet(true)) {
      log.warn("The broker does not acknowledge requests: {}", cause);
    }
    return true;
  }

  private PublishResult note(CodeRequest codeRequest, PublishResult publishResult) {
    return publishResult.fold(
        acknowledged -> {
          ledger.note(codeRequest, acknowledged.askedAt());
          if (silent.getAndSet(false)) {
            log.info("The broker acknowledges questions again");
          }
          return acknowledged;
        },
        silence -> {
          isSilent(silence.cause());
          return silence;
        });
  }

  private CompletableFuture<RequestOutcome> await(CodeRequest codeRequest, Duration wait) {
    return ledger
        .await(codeRequest.id(), wait)
        .thenApply(
            entry ->
                entry.isSettled()
                    ? told(codeRequest.id(), entry)
                    : pending(codeRequest.id(), entry, Optional.of(codeRequest.picture())));
  }

  private static RequestOutcome told(CodeId id, LedgerEntry entry) {
    return switch (entry.status()) {
      case READY -> new RequestOutcome.Ready(entry.state().ready().orElseThrow());
      case FAILED -> new RequestOutcome.Failed(entry.state().failed().orElseThrow());
      case QUEUED, UNKNOWN -> pending(id, entry, entry.picture());
    };
  }

  private static RequestOutcome pending(
      CodeId id, LedgerEntry entry, Optional<PictureKey> picture) {
    return new RequestOutcome.Pending(id, picture, entry.state().askedAt(), entry.delay());
  }

  private static CompletableFuture<RequestOutcome> done(RequestOutcome asking) {
    return CompletableFuture.completedFuture(asking);
  }
}
