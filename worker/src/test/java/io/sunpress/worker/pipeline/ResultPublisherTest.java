package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.publish.RetryingProducer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records whose partition went to another while they were worked on: he has them as well. */
class ResultPublisherTest {
  private static final Duration RETENTION = Duration.ofDays(10);
  private static final CodeError BUSY = CodeError.of(ErrorClass.BUSY, "system error");

  private static final ProcessingResult PICTURE =
      new ProcessingResult.Stored(
          new PictureKey(Asked.APP, CodeId.parse("0".repeat(26)).orElseThrow(), PictureFormat.JPEG),
          new PictureMetadata(3, "ab".repeat(32)),
          false,
          1);

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CodeTasks tasks =
      new CodeTasks(
          (request, expired) ->
              new CodeTask(
                  request,
                  new RetryBudget(Duration.ofSeconds(30), clock::nanos, new Random(1)),
                  expired),
          new RequestExpiry(() -> RETENTION, clock));
  private final MockProducer<byte[], byte[]> slow =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ResultPublisher publisher = publisher(producer);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void nothingFinalIsSaidNorWrittenOfWhatIsLost() {
    OneClaim lost = new OneClaim(false);
    publisher.conclude(
        tasks.joinOrBegin(asked(lost)).orElseThrow(), new ProcessingResult.Failed(BUSY, 1));
    assertThat(lost.handedBack).isTrue();
    assertThat(lost.finished).isFalse();
    assertThat(producer.history()).isEmpty();
    assertThat(handedBack()).isEqualTo(1);
  }

  @Test
  void whatIsStillOursIsToldAlthoughItWasWorkedOnTogetherWithWhatIsLost() {
    OneClaim lost = new OneClaim(false);
    OneClaim held = new OneClaim(true);
    CodeTask task = tasks.joinOrBegin(asked(lost)).orElseThrow();
    tasks.joinOrBegin(asked(held));
    publisher.conclude(task, new ProcessingResult.Postponed(BUSY, 1));
    await().until(() -> held.finished);
    assertThat(lost.handedBack).isTrue();
    assertThat(topics()).containsExactly("sunpress.retries.1m", "sunpress.events");
  }

  @Test
  void aPictureIsToldWhoeverHasTheRecordByNow() {
    OneClaim lost = new OneClaim(false);
    CodeTask task = tasks.joinOrBegin(asked(lost)).orElseThrow();
    publisher.conclude(task, PICTURE);
    await().until(() -> lost.finished);
    assertThat(topics()).containsExactly("sunpress.answers", "sunpress.events");
  }

  @Test
  void aRecordIsLetGoOfWhenAllIsAcknowledgedAndNotBefore() {
    OneClaim held = new OneClaim(true);
    CodeTask task = tasks.joinOrBegin(asked(held)).orElseThrow();
    onOwnThread(() -> publisher(slow).conclude(task, PICTURE));
    await().until(slow::completeNext);
    await().until(() -> slow.history().size() == 2);
    assertThat(held.finished).isFalse();
    assertThat(slow.completeNext()).isTrue();
    await().until(() -> held.finished);
    assertThat(held.handedBack).isFalse();
  }

  @Test
  void whatCantBeToldIsHandedBack() {
    OneClaim lost = new OneClaim(false);
    CodeTask task = tasks.joinOrBegin(asked(lost)).orElseThrow();
    onOwnThread(() -> publisher(slow).conclude(task, PICTURE));
    await().until(() -> slow.errorNext(new TimeoutException("not acknowledged")));
    await().until(() -> lost.handedBack);
    assertThat(lost.finished).isFalse();
    assertThat(handedBack()).isEqualTo(1);
  }

  private double handedBack() {
    return registry
        .counter("sunpress.worker.requests", "outcome", "handed-back", "class", "none")
        .count();
  }

  private List<String> topics() {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private ResultPublisher publisher(MockProducer<byte[], byte[]> through) {
    Duration minute = Duration.ofMinutes(1);
    return new Publishing(
            new RetryingProducer(() -> through, timer, timer),
            Topics.DEFAULT,
            RetryDelay.all(Topics.DEFAULT, List.of(minute, minute, minute)),
            new PictureUrlBuilder(URI.create("https://img.example")),
            new RequestExpiry(Topics.DEFAULT::retention, clock))
        .publisher(tasks, clock, new PipelineMetrics(registry));
  }

  private void onOwnThread(Runnable work) {
    timer.execute(work);
  }

  private Request asked(Acknowledgment acknowledgment) {
    return new Asked(clock)
        .request(Asked.APP, "n=1", Topics.DEFAULT.requests(), clock.instant(), acknowledgment);
  }

  /** What became of a record. */
  private static final class OneClaim implements Acknowledgment {
    private final boolean held;
    private volatile boolean finished;
    private volatile boolean handedBack;

    OneClaim(boolean held) {
      this.held = held;
    }

    @Override
    public boolean held() {
      return held;
    }

    @Override
    public boolean isLeaving() {
      return false;
    }

    @Override
    public void nearlyDone() {
      throw new AssertionError("nothing is drawn here");
    }

    @Override
    public void finished() {
      finished = true;
    }

    @Override
    public void handBack() {
      handedBack = true;
    }
  }
}
