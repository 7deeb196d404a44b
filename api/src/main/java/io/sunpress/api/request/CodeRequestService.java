package io.sunpress.api.request;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.code.CodeId;
import io.sunpress.code.Field;
import io.sunpress.code.PictureName;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import io.sunpress.intake.Intake;
import io.sunpress.intake.Judgement;
import io.sunpress.intake.Lane;
import io.sunpress.intake.Publication;
import io.sunpress.intake.Question;
import io.sunpress.message.CodeState;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.Trace;
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
public final class CodeRequestService {
  private static final Logger log = LoggerFactory.getLogger(CodeRequestService.class);

  private final Intake intake;
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
      Intake intake,
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
  public Judgement judge(Caller caller, GenerateCode message) {
    return intake
        .judge(message, caller.apps())
        .fold(
            Judgement.Valid::new,
            refused ->
                caller.others() && isUnknownApp(refused.refusal()) ? foreign(refused) : refused);
  }

  private static boolean isUnknownApp(Refusal refusal) {
    return refusal.field() == Field.APP && refusal.reason() == Reason.UNKNOWN;
  }

  private static Judgement foreign(Judgement.Refused refused) {
    return new Judgement.Refused(
        Refusal.of(Field.APP, Reason.NOT_ALLOWED, "This key may not be used for this app."),
        refused.asker());
  }

  /**
   * Asks for a code.
   *
   * @param caller who asks
   * @param wait how long to wait for the picture
   * @param trace whose question it is
   */
  public CompletableFuture<RequestOutcome> ask(
      Caller caller, GenerateCode message, Duration wait, Trace trace) {
    return judge(caller, message)
        .fold(
            question -> ask(question, wait, trace),
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
  public CompletableFuture<Boolean> askAgain(CodeId id, GenerateCode message) {
    Optional<Question> question =
        intake
            .judge(message)
            .fold(
                valid -> Optional.of(valid).filter(judged -> judged.id().equals(id)),
                refused -> Optional.empty());
    if (question.isEmpty() || !prepared.getAsBoolean() || !unacknowledged.tryAcquire()) {
      return CompletableFuture.completedFuture(false);
    }
    return publish(question.get(), Trace.NONE)
        .thenApply(publication -> publication.fold(acknowledged -> true, silence -> false));
  }

  private CompletableFuture<Optional<RequestOutcome>> look(
      Caller caller, CodeId id, LedgerEntry entry, Duration wait) {
    return maySee(caller, entry)
        ? ledger
            .await(id, wait)
            .thenApply(now -> Optional.of(now).filter(e -> maySee(caller, e)).map(e -> told(id, e)))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** Where it is not known whose it is, only who sees everything sees it. */
  private static boolean maySee(Caller caller, LedgerEntry entry) {
    return !caller.limited() || entry.app().filter(caller::sees).isPresent();
  }

  private CompletableFuture<RequestOutcome> ask(Question question, Duration wait, Trace trace) {
    LedgerEntry entry = ledger.find(question.id());
    if (entry.status() == CodeState.Status.READY) {
      return done(told(question.id(), entry));
    }
    if (entry.status() == CodeState.Status.QUEUED && wasAskedLately(entry)) {
      return await(question, wait);
    }
    if (!prepared.getAsBoolean()) {
      return done(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_PREPARED));
    }
    if (!unacknowledged.tryAcquire()) {
      return done(new RequestOutcome.Unavailable(RequestOutcome.Why.TOO_MANY));
    }
    return publish(question, trace)
        .thenCompose(
            publication ->
                publication.fold(
                    acknowledged -> await(question, wait),
                    silence ->
                        done(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED))));
  }

  /** Clocks may differ by hours: a question of the future is an old one. */
  private boolean wasAskedLately(LedgerEntry entry) {
    return entry
        .state()
        .askedAt()
        .map(asked -> Duration.between(asked, clock.instant()).abs())
        .filter(age -> age.compareTo(properties.resubmitAfter()) < 0)
        .isPresent();
  }

  private CompletableFuture<Publication> publish(Question question, Trace trace) {
    long start = System.nanoTime();
    CompletableFuture<Publication> publication = intake.publish(question, Lane.INTERACTIVE, trace);
    // Also an acknowledgement that comes too late for this client is worth noting.
    CompletableFuture<Publication> noted =
        publication
            .whenComplete((known, failure) -> unacknowledged.release())
            .thenApply(known -> note(question, known));
    long left = properties.acknowledgeTimeout().toNanos() - (System.nanoTime() - start);
    return noted
        .copy()
        .completeOnTimeout(
            new Publication.Unacknowledged("timeout"), Math.max(0, left), TimeUnit.NANOSECONDS);
  }

  private Publication note(Question question, Publication publication) {
    return publication.fold(
        acknowledged -> {
          ledger.note(question.id(), acknowledged.askedAt(), question.picture());
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

  private CompletableFuture<RequestOutcome> await(Question question, Duration wait) {
    return ledger
        .await(question.id(), wait)
        .thenApply(
            entry ->
                entry.isSettled()
                    ? told(question.id(), entry)
                    : pending(question.id(), entry, Optional.of(question.picture())));
  }

  private static RequestOutcome told(CodeId id, LedgerEntry entry) {
    return switch (entry.status()) {
      case READY -> new RequestOutcome.Ready(entry.state().ready().orElseThrow());
      case FAILED -> new RequestOutcome.Failed(entry.state().failed().orElseThrow());
      case QUEUED, UNKNOWN -> pending(id, entry, entry.picture());
    };
  }

  private static RequestOutcome pending(
      CodeId id, LedgerEntry entry, Optional<PictureName> picture) {
    return new RequestOutcome.Pending(id, picture, entry.state().askedAt(), entry.delay());
  }

  private static CompletableFuture<RequestOutcome> done(RequestOutcome asking) {
    return CompletableFuture.completedFuture(asking);
  }
}
