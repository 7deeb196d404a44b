package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureKey;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.request.Priority;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.PermitCounts;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.RoomPolicy;
import io.sunpress.worker.limiter.Share;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.wechat.CodeClient;
import io.sunpress.worker.wechat.CodeClients;
import io.sunpress.worker.wechat.WeChatProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A real quota and a WeChat that would draw; neither Kafka nor a store is needed for this. */
class CodeProcessorTest {
  private static final AppId APP = Asked.APP;
  private static final String SECRET = "hush-hush-hush";
  private static final CodeError NO_RIGHT = CodeError.of(ErrorClass.APP, "api unauthorized");

  private final SettableClock clock = new SettableClock();
  private final ForgetfulStore store = new ForgetfulStore();
  private boolean leaving;
  private int nearlyDone;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final WeChatSimulator wechat = WeChatSimulator.start(SimulatorSettings.defaults());
  private final CodeClient codeClient =
      CodeClients.of(
          new WeChatProperties(
              wechat.baseUrl(),
              null,
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              DataSize.ofMegabytes(2),
              null,
              null,
              ""),
          Map.of(APP, new TokenSourceSettings.Stable(Secret.of(SECRET), false)),
          clock,
          registry);

  /** On the real clocks: one that stands still beside the other is a jump, and takes permits. */
  private final CallLimiter callLimiter =
      new CallLimiter(
          new LimiterSettings(
              Duration.ofSeconds(45),
              10,
              Duration.ofMinutes(1),
              new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              1),
          app -> new CallLimit(60_000),
          System::nanoTime,
          Clock.systemUTC(),
          TaskTimer.of(timer));

  private final RoomPolicy room = new RoomPolicy(64, clock::nanos);
  private final PendingWaits waits = new PendingWaits(TaskTimer.of(timer));
  private final Pipeline pipeline = pipeline();
  private final PermitWaits permitWaits = pipeline.permits(waits, room);
  private final CodeProcessor processor = pipeline.codeProcessor(waits, permitWaits);
  private final CodeTask task = task();

  @AfterEach
  void close() {
    timer.shutdownNow();
    codeClient.close();
    wechat.close();
  }

  @Test
  void anAppThatWasClosedWhileATaskWaitedForItsPermitIsNotCalled() throws Exception {
    PermitResult permitResult = decision();
    Suspension suspension = callLimiter.refused(task.call(), true, NO_RIGHT).orElseThrow();
    assertThatExceptionOfType(ProcessingSignal.Ended.class)
        .isThrownBy(() -> permitWaits.decided(task, permitResult))
        .satisfies(
            end -> assertThat(end.result()).isEqualTo(new ProcessingResult.Parked(suspension, 0)));
    assertThat(wechat.calls().all()).as("not even for a token").isEmpty();
    assertThat(permits()).isEqualTo(new PermitCounts(1, 0, 1, 0, 0));
  }

  /** Otherwise the test above would say nothing. A permit may be too old once there is a token. */
  @Test
  void anAppThatIsOpenIsCalled() {
    begin();
    assertThat(processor.process(task)).isInstanceOf(ProcessingResult.Stored.class);
    assertThat(permits().used()).isEqualTo(1);
    assertThat(nearlyDone).as("its place is free for another").isEqualTo(1);
    assertThat(roomMadeByAnother()).as("fast, for one that is worked for").isEqualTo(4);
  }

  @Test
  void aPictureOfAnotherWidthIsStoredAsItIsWithAnAlarm() {
    begin();
    wechat.faults().next(new SimulatedFault.OtherPicture(300), 1);
    assertThat(processor.process(task))
        .isInstanceOfSatisfying(
            ProcessingResult.Stored.class,
            stored -> assertThat(stored.calls()).as("not drawn again").isEqualTo(1));
    assertThat(registry.counter("sunpress.pictures.unexpected", "what", "width").count())
        .isEqualTo(1);
  }

  @Test
  void aThrottledAppMakesRoomFastForOneWhosePicturesAreThereAlready() {
    assertThat(roomMadeByAnother()).isEqualTo(1);
    store.there = Optional.of(new PictureMetadata(1, "0".repeat(64)));
    assertThat(processor.process(task)).isInstanceOf(ProcessingResult.Stored.class);
    assertThat(roomMadeByAnother()).isEqualTo(4);
  }

  private int roomMadeByAnother() {
    return room.toLeave(Asked.OTHER, 64);
  }

  @Test
  void aPictureThatTheStoreDidNotTakeIsKeptAndNotDrawnAgain() {
    begin();
    store.away = true;
    assertThat(processor.process(task)).isInstanceOf(ProcessingResult.Failed.class);
    store.away = false;
    assertThat(processor.process(task))
        .isInstanceOfSatisfying(
            ProcessingResult.Stored.class, stored -> assertThat(stored.calls()).isEqualTo(1));
    assertThat(permits().used()).isEqualTo(1);
  }

  @Test
  void aTaskWhosePartitionIsAboutToGoIsHandedBackBeforeItIsCalled() throws Exception {
    PermitResult permitResult = decision();
    leaving = true;
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> processor.process(task));
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> permitWaits.decided(task, permitResult));
    assertThat(wechat.calls().all()).isEmpty();
    assertThat(permits()).isEqualTo(new PermitCounts(1, 0, 1, 0, 0));
  }

  private void begin() {
    long start = callLimiter.commitStarts();
    callLimiter.onAssigned(Priority.INTERACTIVE, new Share(1, 1));
    callLimiter.leaseRenewed(Priority.INTERACTIVE, start);
  }

  private PermitResult decision() throws Exception {
    begin();
    return callLimiter.admit(CodeCalls.of(APP), Priority.INTERACTIVE).get(30, TimeUnit.SECONDS);
  }

  private PermitCounts permits() {
    return callLimiter.state().apps().get(0).permits();
  }

  private Pipeline pipeline() {
    return new Pipeline(
        new StoreAccess(store, new StoreAvailability(store)),
        new CallAccess(codeClient, new ImageValidator(2 << 20), callLimiter),
        new Publishing(
            away(),
            Topics.DEFAULT,
            List.of(),
            new PictureUrlBuilder(URI.create("https://img.example")),
            new RequestExpiry(Topics.DEFAULT::retention, clock)),
        new ProcessingTime(clock, clock::nanos, new Random(1), Duration.ofSeconds(30)),
        registry);
  }

  private RetryingProducer away() {
    return new RetryingProducer(
        () -> {
          throw new KafkaException("away");
        },
        Runnable::run,
        timer);
  }

  private CodeTask task() {
    wechat.addApp(SimulatedApp.of(APP.value(), SECRET));
    Request request =
        new Asked(clock)
            .request(APP, "n=1", Topics.DEFAULT.requests(), clock.instant(), new Held());
    return new CodeTask(
        request, new RetryBudget(Duration.ofSeconds(30), clock::nanos, new Random(1)), false);
  }

  /** Keeps nothing but what is said to be there, and takes nothing while it is away. */
  private static final class ForgetfulStore extends EmptyStore {
    private boolean away;
    private Optional<PictureMetadata> there = Optional.empty();

    @Override
    public Optional<PictureMetadata> find(PictureKey name) {
      return there;
    }

    @Override
    public CreateResult create(PictureKey name, Picture picture) {
      if (away) {
        throw new UncheckedIOException(new IOException("away"));
      }
      return super.create(name, picture);
    }
  }

  /** A record that stays this worker's. */
  private final class Held implements Acknowledgment {
    @Override
    public boolean held() {
      return true;
    }

    @Override
    public boolean isLeaving() {
      return leaving;
    }

    @Override
    public void nearlyDone() {
      nearlyDone++;
    }

    @Override
    public void finished() {
      throw new AssertionError("not the processor's to end");
    }

    @Override
    public void handBack() {
      throw new AssertionError("not the processor's to end");
    }
  }
}
