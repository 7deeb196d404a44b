package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureName;
import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Lane;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenOrigin;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.Creation;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoredPicture;
import io.sunpress.topic.Topics;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.engine.Claim;
import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Decision;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.PermitCounts;
import io.sunpress.worker.quota.QuotaTerms;
import io.sunpress.worker.quota.Share;
import io.sunpress.worker.quota.Timer;
import io.sunpress.worker.retry.AppNotices;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Closure;
import io.sunpress.worker.retry.RetrySettings;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.WeChatSettings;
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
  private final Drawer drawer =
      new Drawer(
          new WeChatSettings(
              wechat.baseUrl(),
              null,
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              DataSize.ofMegabytes(2)),
          Map.of(APP, new TokenOrigin.Stable(Secret.of(SECRET), false)),
          clock,
          registry);

  /** On the real clocks: one that stands still beside the other is a jump, and takes permits. */
  private final Admission admission =
      new Admission(
          new QuotaTerms(Duration.ofSeconds(45), 10, Duration.ofMinutes(1), 1),
          app -> new Limit(60_000),
          System::nanoTime,
          Clock.systemUTC(),
          Timer.of(timer));

  private final RoomPolicy room = new RoomPolicy(64, clock::nanos);
  private final PendingWaits waits = new PendingWaits(Timer.of(timer));
  private final ClosedApps closedApps = closedApps();
  private final Pipeline pipeline = pipeline();
  private final CallLimiter limiter = pipeline.limiter(waits, room);
  private final CodeProcessor processor = pipeline.codeProcessor(waits, limiter);
  private final CodeTask task = task();

  @AfterEach
  void close() {
    timer.shutdownNow();
    drawer.close();
    wechat.close();
  }

  @Test
  void anAppThatWasClosedWhileATaskWaitedForItsPermitIsNotCalled() throws Exception {
    Decision decision = decision();
    Closure closure = closedApps.close(APP, NO_RIGHT);
    assertThatExceptionOfType(ProcessingSignal.Ended.class)
        .isThrownBy(() -> limiter.decided(task, decision))
        .satisfies(
            end -> assertThat(end.result()).isEqualTo(new ProcessingResult.Parked(closure, 0)));
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
  void aThrottledAppMakesRoomFastForOneWhosePicturesAreThereAlready() {
    assertThat(roomMadeByAnother()).isEqualTo(1);
    store.there = Optional.of(new StoredPicture(1, "0".repeat(64)));
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
    Decision decision = decision();
    leaving = true;
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> processor.process(task));
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> limiter.decided(task, decision));
    assertThat(wechat.calls().all()).isEmpty();
    assertThat(permits()).isEqualTo(new PermitCounts(1, 0, 1, 0, 0));
  }

  private void begin() {
    long start = admission.commitStarts();
    admission.onAssigned(Lane.INTERACTIVE, new Share(1, 1));
    admission.leaseRenewed(Lane.INTERACTIVE, start);
  }

  private Decision decision() throws Exception {
    begin();
    return admission.admit(APP, Lane.INTERACTIVE).get(30, TimeUnit.SECONDS);
  }

  private PermitCounts permits() {
    return admission.state().apps().get(0).permits();
  }

  private Pipeline pipeline() {
    return new Pipeline(
        new StoreAccess(store, new StoreAvailability(store)),
        new CallAccess(
            drawer,
            new PictureCheck(2 << 20),
            admission,
            closedApps,
            new AddressSuspension(clock, Duration.ofMinutes(5))),
        new Publishing(
            away(), Topics.DEFAULT, List.of(), new PictureUrls(URI.create("https://img.example"))),
        new ProcessingTime(clock, clock::nanos, new Random(1), Duration.ofSeconds(30)),
        registry);
  }

  private Outbox away() {
    return new Outbox(
        () -> {
          throw new KafkaException("away");
        },
        Runnable::run,
        timer);
  }

  private ClosedApps closedApps() {
    Duration hour = Duration.ofHours(1);
    return new ClosedApps(
        new RetrySettings(
            Duration.ofSeconds(30), List.of(hour, hour, hour), hour, hour, Duration.ofMinutes(5)),
        drawer::probe,
        new AppNotices(Topics.DEFAULT, away(), Timer.of(timer), clock, Map::of),
        Runnable::run,
        timer,
        clock);
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
    private Optional<StoredPicture> there = Optional.empty();

    @Override
    public Optional<StoredPicture> find(PictureName name) {
      return there;
    }

    @Override
    public Creation create(PictureName name, Picture picture) {
      if (away) {
        throw new UncheckedIOException(new IOException("away"));
      }
      return super.create(name, picture);
    }
  }

  /** A record that stays this worker's. */
  private final class Held implements Claim {
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
