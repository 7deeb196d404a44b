package io.sunpress.worker.source;

import io.sunpress.concurrent.DaemonThreads;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.worker.publish.PublishBatch;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.source.format.SchemaUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source's records: evaluated in their order on the source's own thread, published, and
 * acknowledged when the broker has all of their requests. What can't become a code is a dead
 * letter, and a final event where the sender could be read.
 */
public final class SourceHandler implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(SourceHandler.class);
  private static final long RETRY_MILLIS = 500;

  private final String name;
  private final RecordEvaluator evaluator;
  private final RequestPublisher publisher;
  private final Priority priority;
  private final RecentRequests recent;
  private final SourceRejections rejections;
  private final RetryingProducer retryingProducer;
  private final SourceStatus status;
  private final ExecutorService inOrder;
  private final ScheduledExecutorService timer;
  private final CountDownLatch stopping = new CountDownLatch(1);

  SourceHandler(
      String name,
      RecordEvaluator evaluator,
      RequestPublisher publisher,
      Priority priority,
      RecentRequests recent,
      SourceRejections rejections,
      SourceStatus status,
      SourceThreads threads) {
    this.name = name;
    this.evaluator = evaluator;
    this.publisher = publisher;
    this.priority = priority;
    this.recent = recent;
    this.rejections = rejections;
    this.retryingProducer = threads.retryingProducer();
    this.status = status;
    this.inOrder =
        Executors.newSingleThreadExecutor(DaemonThreads.numbered("sunpress-source-" + name + "-"));
    this.timer = threads.timer();
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    onThread(() -> take(record, acknowledgment), acknowledgment);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    Optional<EvaluatedRecord> evaluated = evaluate(record, acknowledgment);
    if (evaluated.isEmpty()) {
      acknowledgment.handBack();
    } else if (evaluated.get() instanceof EvaluatedRecord.Rows rows) {
      publish(record, rows, acknowledgment);
    } else if (evaluated.get() instanceof EvaluatedRecord.Unreadable unreadable) {
      log.info("Can't read a record of {}: {}", record.topic(), unreadable.error());
      reject(
          rejections.unreadable(record, unreadable.error(), acknowledgment::held),
          acknowledgment,
          status::unreadable);
    } else {
      status.skipped();
      acknowledgment.finished();
    }
  }

  /** Waits while a schema can't be had; empty where the record is not ours any more. */
  private Optional<EvaluatedRecord> evaluate(
      ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    while (acknowledgment.held()) {
      try {
        EvaluatedRecord evaluated = evaluator.evaluate(record);
        status.works();
        return Optional.of(evaluated);
      } catch (SchemaUnavailableException e) {
        status.waits(e.getMessage());
        if (isStoppedWithinRetryPause()) {
          return Optional.empty();
        }
      } catch (RuntimeException | StackOverflowError e) {
        log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        String fault = "a fault of the worker: " + e.getClass().getSimpleName();
        return Optional.of(new EvaluatedRecord.Unreadable(CodeError.of(ErrorClass.UNKNOWN, fault)));
      }
    }
    return Optional.empty();
  }

  private boolean isStoppedWithinRetryPause() {
    try {
      return stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void publish(
      ConsumerRecord<byte[], byte[]> record,
      EvaluatedRecord.Rows rows,
      Acknowledgment acknowledgment) {
    TraceContext trace = TraceContext.of(record.headers());
    List<CompletableFuture<Boolean>> published = new ArrayList<>();
    for (EvaluatedRecord.Request row : rows.requests()) {
      CodeRequest request = row.request();
      if (recent.isNew(request.id())) {
        published.add(published(request, trace, acknowledgment));
      }
    }
    CompletableFuture.allOf(published.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              if (published.stream().allMatch(CompletableFuture::join)) {
                rejectRest(record, rows, published.size(), acknowledgment);
              } else {
                acknowledgment.handBack();
              }
            });
  }

  private void rejectRest(
      ConsumerRecord<byte[], byte[]> record,
      EvaluatedRecord.Rows rows,
      int published,
      Acknowledgment acknowledgment) {
    if (rows.refusals().isEmpty()) {
      status.mapped(rows, published);
      acknowledgment.finished();
      return;
    }
    log.info("Refused rows of {}: {}", record.topic(), rows.refusals().get(0).error());
    boolean isOnlyRow = rows.requests().isEmpty() && rows.refusals().size() == 1;
    reject(
        rejections.refused(record, rows.refusals(), isOnlyRow, acknowledgment::held),
        acknowledgment,
        () -> status.mapped(rows, published));
  }

  private void reject(PublishBatch batch, Acknowledgment acknowledgment, Runnable count) {
    retryingProducer
        .send(batch)
        .thenAccept(
            acknowledged -> {
              if (acknowledged) {
                count.run();
                acknowledgment.finished();
              } else {
                acknowledgment.handBack();
              }
            });
  }

  /** Until the broker has it; false where the record is not ours any more. */
  private CompletableFuture<Boolean> published(
      CodeRequest request, TraceContext trace, Acknowledgment acknowledgment) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    attempt(request, trace, acknowledgment, done);
    return done;
  }

  private void attempt(
      CodeRequest request,
      TraceContext trace,
      Acknowledgment acknowledgment,
      CompletableFuture<Boolean> done) {
    publisher
        .publish(request, priority, trace)
        .thenAccept(
            result -> {
              if (!(result instanceof PublishResult.Unacknowledged unacknowledged)) {
                done.complete(true);
                return;
              }
              log.warn("{}: not acknowledged, to be repeated: {}", name, unacknowledged.cause());
              boolean isAgain =
                  acknowledgment.held()
                      && isScheduled(() -> attempt(request, trace, acknowledgment, done));
              if (!isAgain) {
                recent.forget(request.id());
                done.complete(false);
              }
            });
  }

  private boolean isScheduled(Runnable attempt) {
    try {
      timer.schedule(() -> inOrder.execute(attempt), RETRY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void onThread(Runnable task, Acknowledgment acknowledgment) {
    try {
      inOrder.execute(task);
    } catch (RejectedExecutionException e) {
      acknowledgment.handBack();
    }
  }

  /** Nothing waits for a schema any more. The source's thread ends with the process. */
  void beginStop() {
    stopping.countDown();
  }
}
