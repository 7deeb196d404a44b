package io.sunpress.api.asking;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.ledger.Entry;
import io.sunpress.api.ledger.Ledger;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every door asks. A code that is there is answered from the ledger; a question that is under
 * way is not asked twice; "accepted" is said only after the broker has acknowledged.
 */
public final class Desk {
  private static final Logger log = LoggerFactory.getLogger(Desk.class);

  private final RequestPublisher intake;
  private final Ledger ledger;
  private final BooleanSupplier prepared;
  private final AskingProperties properties;
  private final Clock clock;
  private final Semaphore unacknowledged;
  private final AtomicBoolean silent = new AtomicBoolean();

  /**
   * @param prepared whether topics, bucket and id-key have been found
   */
  public Desk(
      RequestPublisher intake,
      Ledger ledger,
      BooleanSupplier prepared,
      AskingProperties properties,
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
  public CompletableFuture<Asking> ask(
      Caller caller, CodeRequestMessage message, Duration wait, TraceContext traceContext) {
    return judge(caller, message)
        .fold(
            codeRequest -> ask(codeRequest, wait, traceContext),
            refused -> done(new Asking.Refused(refused.refusal())));
  }

  /**
   * Looks for a code without asking for it; empty where nobody has asked for it, or where the
   * caller has no business to know of it.
   */
  public CompletableFuture<Optional<Asking>> look(Caller caller, CodeId id, Duration wait) {
    return ledger
        .look(id)
        .thenCompose(
            sight ->
                sight.fold(
                    entry -> look(caller, id, entry, wait),
                    () -> CompletableFuture.completedFuture(Optional.empty()),
                    () ->
                        CompletableFuture.completedFuture(
                            Optional.of(new Asking.Unavailable(Asking.Why.NOT_CAUGHT_UP)))));
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
    return publish(codeRequest.get(), TraceContext.NONE)
        .thenApply(publishResult -> publishResult.fold(acknowledged -> true, silence -> false));
  }

  private CompletableFuture<Optional<Asking>> look(
      Caller caller, CodeId id, Entry entry, Duration wait) {
    return maySee(caller, entry)
        ? ledger
            .await(id, wait)
            .thenApply(now -> Optional.of(now).filter(e -> maySee(caller, e)).map(e -> told(id, e)))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** Where it is not known whose it is, only who sees everything sees it. */
  private static boolean maySee(Caller caller, Entry entry) {
    return !caller.limited() || entry.app().filter(caller::sees).isPresent();
  }

  private CompletableFuture<Asking> ask(
      CodeRequest codeRequest, Duration wait, TraceContext traceContext) {
    Entry entry = ledger.find(codeRequest.id());
    if (entry.status() == CodeState.Status.READY) {
      return done(told(codeRequest.id(), entry));
    }
    if (entry.status() == CodeState.Status.QUEUED && wasAskedLately(entry)) {
      return await(codeRequest, wait);
    }
    if (!prepared.getAsBoolean()) {
      return done(new Asking.Unavailable(Asking.Why.NOT_PREPARED));
    }
    if (!unacknowledged.tryAcquire()) {
      return done(new Asking.Unavailable(Asking.Why.TOO_MANY));
    }
    return publish(codeRequest, traceContext)
        .thenCompose(
            publishResult ->
                publishResult.fold(
                    acknowledged -> await(codeRequest, wait),
                    silence -> done(new Asking.Unavailable(Asking.Why.NOT_ACKNOWLEDGED))));
  }

  /** Clocks may differ by hours: a question of the future is an old one. */
  private boolean wasAskedLately(Entry entry) {
    return entry
        .state()
        .askedAt()
        .map(asked -> Duration.between(asked, clock.instant()).abs())
        .filter(age -> age.compareTo(properties.askAgainAfter()) < 0)
        .isPresent();
  }

  private CompletableFuture<PublishResult> publish(
      CodeRequest codeRequest, TraceContext traceContext) {
    long start = System.nanoTime();
    CompletableFuture<PublishResult> publishResult =
        intake.publish(codeRequest, Priority.INTERACTIVE, traceContext);
    // Also an acknowledgement that comes too late for this client is worth noting.
    CompletableFuture<PublishResult> noted =
        publishResult
            .whenComplete((known, failure) -> unacknowledged.release())
            .thenApply(known -> note(codeRequest, known));
    long left = properties.acknowledgeWithin().toNanos() - (System.nanoTime() - start);
    return noted
        .copy()
        .completeOnTimeout(
            new PublishResult.Unacknowledged("timeout"), Math.max(0, left), TimeUnit.NANOSECONDS);
  }

  private PublishResult note(CodeRequest codeRequest, PublishResult publishResult) {
    return publishResult.fold(
        acknowledged -> {
          ledger.note(codeRequest.id(), acknowledged.askedAt(), codeRequest.picture());
          if (silent.getAndSet(false)) {
            log.info("The broker acknowledges questions again");
          }
          return acknowledged;
        },
        silence -> {
          if (!silent.getAndSet(true)) {
            log.warn("The broker does not acknowledge questions: {}", silence.cause());
          }
          return silence;
        });
  }

  private CompletableFuture<Asking> await(CodeRequest codeRequest, Duration wait) {
    return ledger
        .await(codeRequest.id(), wait)
        .thenApply(
            entry ->
                entry.isSettled()
                    ? told(codeRequest.id(), entry)
                    : pending(codeRequest.id(), entry, Optional.of(codeRequest.picture())));
  }

  private static Asking told(CodeId id, Entry entry) {
    return switch (entry.status()) {
      case READY -> new Asking.Ready(entry.state().ready().orElseThrow());
      case FAILED -> new Asking.Failed(entry.state().failed().orElseThrow());
      case QUEUED, UNKNOWN -> pending(id, entry, entry.picture());
    };
  }

  private static Asking pending(CodeId id, Entry entry, Optional<PictureKey> picture) {
    return new Asking.Pending(id, picture, entry.state().askedAt(), entry.delay());
  }

  private static CompletableFuture<Asking> done(Asking asking) {
    return CompletableFuture.completedFuture(asking);
  }
}
