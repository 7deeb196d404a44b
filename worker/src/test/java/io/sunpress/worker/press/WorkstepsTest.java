package io.sunpress.worker.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureKey;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.topic.Topics;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.delay.AppStatusPublisher;
import io.sunpress.worker.delay.RetryProperties;
import io.sunpress.worker.delay.SuspendedApps;
import io.sunpress.worker.delay.Suspension;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.PermitCounts;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.RateLimiter;
import io.sunpress.worker.limiter.Share;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.wechat.CodeClient;
import io.sunpress.worker.wechat.WeChatProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
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
class WorkstepsTest {
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
      new CodeClient(
          new WeChatProperties(
              wechat.baseUrl(),
              null,
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              DataSize.ofMegabytes(2)),
          Map.of(APP, new TokenSourceSettings.Stable(Secret.of(SECRET), false)),
          clock,
          registry);

  /** On the real clocks: one that stands still beside the other is a jump, and takes permits. */
  private final RateLimiter rateLimiter =
      new RateLimiter(
          new LimiterSettings(Duration.ofSeconds(45), 10, Duration.ofMinutes(1), 1),
          app -> new CallLimit(60_000),
          System::nanoTime,
          Clock.systemUTC(),
          TaskTimer.of(timer));

  private final Room room = new Room(64, clock::nanos);
  private final SuspendedApps suspendedApps = closedApps();
  private final Worksteps worksteps = worksteps();
  private final Job job = job();

  @AfterEach
  void close() {
    timer.shutdownNow();
    codeClient.close();
    wechat.close();
  }

  @Test
  void anAppThatWasClosedWhileAJobWaitedForItsTurnIsNotCalled() throws Exception {
    PermitResult turn = turn();
    Suspension suspension = suspendedApps.close(APP, NO_RIGHT);
    assertThat(worksteps.decided(job, turn))
        .isEqualTo(new Step.End(new Outcome.Parked(suspension, 0)));
    assertThat(wechat.calls().all()).as("not even for a token").isEmpty();
    assertThat(permits()).isEqualTo(new PermitCounts(1, 0, 1, 0, 0));
  }

  /** Otherwise the test above would say nothing. A permit may be too old once there is a token. */
  @Test
  void anAppThatIsOpenIsCalled() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                worksteps.decided(job, turn()) instanceof Step.End end
                    && end.outcome() instanceof Outcome.Stored);
    assertThat(permits().used()).isEqualTo(1);
    assertThat(nearlyDone).as("its place is free for another").isEqualTo(1);
    assertThat(roomMadeByAnother()).as("fast, for one that is worked for").isEqualTo(4);
  }

  @Test
  void aThrottledAppMakesRoomFastForOneWhosePicturesAreThereAlready() {
    assertThat(roomMadeByAnother()).isEqualTo(1);
    store.there = Optional.of(new PictureMetadata(1, "0".repeat(64)));
    assertThat(worksteps.next(job)).isInstanceOf(Step.End.class);
    assertThat(roomMadeByAnother()).isEqualTo(4);
  }

  private int roomMadeByAnother() {
    return room.toLeave(Asked.OTHER, 64);
  }

  @Test
  void aPictureThatTheStoreDidNotTakeIsKeptAndNotDrawnAgain() {
    store.away = true;
    await().atMost(Duration.ofSeconds(30)).until(this::isDrawnInVain);
    store.away = false;
    assertThat(worksteps.next(job))
        .isInstanceOfSatisfying(
            Step.End.class,
            end ->
                assertThat(end.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Stored.class, stored -> assertThat(stored.calls()).isEqualTo(1)));
    assertThat(permits().used()).isEqualTo(1);
  }

  /** A permit may be too old once there is a token. */
  private boolean isDrawnInVain() throws Exception {
    try {
      assertThat(worksteps.decided(job, turn())).isEqualTo(new Step.AwaitTurn());
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  @Test
  void aJobWhosePartitionIsAboutToGoIsHandedBackBeforeItIsCalled() throws Exception {
    PermitResult turn = turn();
    leaving = true;
    assertThat(worksteps.next(job)).isEqualTo(new Step.HandBack());
    assertThat(worksteps.decided(job, turn)).isEqualTo(new Step.HandBack());
    assertThat(wechat.calls().all()).isEmpty();
    assertThat(permits()).isEqualTo(new PermitCounts(1, 0, 1, 0, 0));
  }

  private PermitResult turn() throws Exception {
    long start = rateLimiter.commitStarts();
    rateLimiter.onAssigned(Priority.INTERACTIVE, new Share(1, 1));
    rateLimiter.leaseRenewed(Priority.INTERACTIVE, start);
    return rateLimiter.admit(APP, Priority.INTERACTIVE).get(30, TimeUnit.SECONDS);
  }

  private PermitCounts permits() {
    return rateLimiter.state().apps().get(0).permits();
  }

  private Worksteps worksteps() {
    return new Worksteps(
        store,
        codeClient,
        new ImageValidator(2 << 20),
        new Turns(rateLimiter, Topics.DEFAULT.requests()),
        suspendedApps,
        new Throttling(rateLimiter, Topics.DEFAULT.requests(), Duration.ofSeconds(30), clock),
        room,
        new AddressGuard(clock, Duration.ofMinutes(5)),
        new CrossedReplies(registry),
        new PressMeter(registry));
  }

  private SuspendedApps closedApps() {
    RetryingProducer away =
        new RetryingProducer(
            () -> {
              throw new KafkaException("away");
            },
            Runnable::run,
            timer);
    Duration hour = Duration.ofHours(1);
    return new SuspendedApps(
        new RetryProperties(
            Duration.ofSeconds(30), List.of(hour, hour, hour), hour, hour, Duration.ofMinutes(5)),
        codeClient::probe,
        new AppStatusPublisher(Topics.DEFAULT, away, TaskTimer.of(timer), clock, Map::of),
        Runnable::run,
        timer,
        clock);
  }

  private Job job() {
    wechat.addApp(SimulatedApp.of(APP.value(), SECRET));
    Request request =
        new Asked(clock)
            .request(APP, "n=1", Topics.DEFAULT.requests(), clock.instant(), new Held());
    return new Job(
        request, new Patience(Duration.ofSeconds(30), clock::nanos, new Random(1)), false);
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
      throw new AssertionError("not the worksteps' to end");
    }

    @Override
    public void handBack() {
      throw new AssertionError("not the worksteps' to end");
    }
  }
}
