package io.sunpress.worker.press;

import static io.sunpress.worker.press.Asked.APP;
import static io.sunpress.worker.press.Asked.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Lane;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenOrigin;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.DeadLetters;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.announce.Refusals;
import io.sunpress.worker.announce.Wire;
import io.sunpress.worker.engine.Claim;
import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.ManualTime;
import io.sunpress.worker.quota.Permit;
import io.sunpress.worker.quota.QuotaTerms;
import io.sunpress.worker.quota.Share;
import io.sunpress.worker.quota.Timer;
import io.sunpress.worker.quota.Window;
import io.sunpress.worker.retry.AppNotices;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Delay;
import io.sunpress.worker.retry.Expiry;
import io.sunpress.worker.retry.RetrySettings;
import io.sunpress.worker.retry.Shelf;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.WeChatSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * What waits in hand for too long leaves it, on clocks that move only when told: with the real
 * quota, before a WeChat that draws.
 */
class LongWaitsTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String SECRET = "hush-hush-hush";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PLACES = 16;

  private final ManualTime time = new ManualTime();
  private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WeChatSimulator wechat = WeChatSimulator.start(SimulatorSettings.defaults());
  private final Drawer drawer =
      new Drawer(
          new WeChatSettings(
              wechat.baseUrl(),
              null,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10),
              DataSize.ofMegabytes(2)),
          Map.of(APP, stable(), OTHER, stable()),
          time.clock(),
          registry);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Outbox outbox = new Outbox(() -> producer, Runnable::run, idle);
  private final Jobs jobs =
      new Jobs(
          (request, expired) ->
              new Job(request, new Patience(PATIENCE, time, new Random(1)), expired),
          new Expiry(TOPICS.retention(), time.clock()));
  private final Asked asked = new Asked(time.clock());
  private int limit = 60_000;
  private boolean proving = true;
  private final Waits waits = new Waits(time);
  private ImageStore store = new EmptyStore();
  private Executor executor = Runnable::run;
  private Admission admission = admission();
  private Path path = path();

  @BeforeEach
  void open() {
    wechat.addApp(SimulatedApp.of(APP.value(), SECRET));
    wechat.addApp(SimulatedApp.of(OTHER.value(), SECRET));
    begin();
  }

  @AfterEach
  void close() {
    idle.shutdownNow();
    drawer.close();
    wechat.close();
  }

  @Test
  void bulkOfAThrottledAppRestsForThirtySecondsAndIsParkedThen() {
    Instant until = throttle(APP);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    pass(PATIENCE.minusMillis(250));
    assertThat(said()).isEmpty();
    pass(Duration.ofMillis(250));
    assertThat(said()).containsExactly(TOPICS.parked(), TOPICS.events());
    assertThat(claim.finished).isTrue();
    ProducerRecord<byte[], byte[]> parked = producer.history().get(0);
    assertThat(header(parked, "sunpress-until")).isEqualTo(until.toString());
    assertThat(header(parked, "sunpress-delays")).isEqualTo("0");
    assertThat(header(parked, "sunpress-attempts")).isEqualTo("0");
    assertThat(header(parked, "sunpress-cause")).startsWith("throttled-minute: ");
    assertThat(new String(producer.history().get(1).value(), UTF_8))
        .contains("delayed", until.toString());
  }

  @Test
  void whatSomebodyWaitsForIsParkedAtOnce() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Lane.INTERACTIVE);
    assertThat(said()).containsExactly(TOPICS.parked(), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  @Test
  void aShortPauseIsWaitedForInMemory() {
    Instant until = throttle(APP);
    pass(Duration.between(time.clock().instant(), until).minusSeconds(5));
    OneClaim claim = ask(APP, 1, Lane.INTERACTIVE);
    pass(Duration.ofSeconds(6));
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  @Test
  void bulkIsWaitedForInMemoryWhereTheAppOpensInTime() {
    Instant until = throttle(APP);
    pass(Duration.between(time.clock().instant(), until).minus(PATIENCE).plusSeconds(1));
    ask(APP, 1, Lane.BULK);
    pass(PATIENCE);
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void aThrottledAppsBulkMakesRoomForAnotherAppAndNoMoreThanThat() {
    throttle(APP);
    ask(OTHER, 1, Lane.BULK);
    pass(Duration.ofSeconds(1));
    producer.clear();
    List<OneClaim> bulk = askMany(APP, PLACES, Lane.BULK);
    path.look();
    assertThat(finished(bulk)).as("the oldest goes first").containsExactly(0);
    pass(Duration.ofSeconds(10));
    assertThat(finished(bulk)).hasSize(PLACES - PLACES / 4);
    ask(OTHER, 2, Lane.BULK);
    pass(Duration.ofSeconds(1));
    assertThat(said()).endsWith(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void whatWasParkedComesBackOneAfterTheOther() {
    limited(60);
    Instant until = throttle(APP);
    askMany(APP, 3, Lane.INTERACTIVE);
    List<Instant> back = untils();
    assertThat(back.get(0)).isEqualTo(until);
    Duration half = Duration.between(back.get(0), back.get(1));
    assertThat(half).as("half of the limit is left").isCloseTo(ofMillis(2_000), ofMillis(100));
    assertThat(Duration.between(back.get(1), back.get(2))).isEqualTo(half);
  }

  @Test
  void whatHasWaitedForItsTurnForThirtySecondsIsParkedInItsOrder() {
    limited(60);
    List<OneClaim> bulk = askMany(APP, 40, Lane.BULK);
    pass(PATIENCE.minusMillis(250));
    int drawn = finished(bulk).size();
    assertThat(drawn).isBetween(28, 30);
    assertThat(said()).doesNotContain(TOPICS.parked());
    pass(Duration.ofMillis(500));
    assertThat(finished(bulk)).hasSize(40);
    assertThat(keysParked())
        .as("those that were asked last, in their order")
        .isEqualTo(keys(bulk).subList(40 - keysParked().size(), 40));
    assertThat(keysParked().size()).isBetween(10, 12);
    assertThat(untils()).isSorted();
    assertThat(untils().get(0)).isAfterOrEqualTo(time.clock().instant().plusSeconds(29));
    assertThat(header(parkedRecords().get(0), "sunpress-delays")).isEqualTo("0");
  }

  @Test
  void aCampaignAtTheFullLimitIsNeverParked() {
    limited(5_000);
    List<Duration> left = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      oneAfterTheOther(left);
    }
    while (left.size() < 20_000) {
      pass(Duration.ofMillis(250));
    }
    assertThat(left).allSatisfy(rest -> assertThat(rest).isGreaterThan(PATIENCE.minusSeconds(4)));
  }

  /** A request that leaves the moment it has its turn, and another that comes in its place. */
  private void oneAfterTheOther(List<Duration> left) {
    Patience patience = new Patience(PATIENCE, time, new Random(1));
    admission
        .admit(APP, Lane.BULK)
        .thenAccept(
            decision -> {
              left.add(patience.left());
              oneAfterTheOther(left);
            });
  }

  @Test
  void nothingIsSaidWhereNoLeaseProvesThatTheRecordIsOurs() {
    limited(60);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    proving = false;
    time.stop(Duration.ofSeconds(10));
    pass(PATIENCE);
    assertThat(said()).isEmpty();
    begin();
    proving = true;
    pass(Duration.ofSeconds(3));
    assertThat(claim.finished).isTrue();
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void whatIsLostWhileItWaitsIsLetGoOf() {
    proving = false;
    time.stop(Duration.ofSeconds(10));
    OneClaim claim = ask(APP, 1, Lane.BULK);
    path.look();
    assertThat(claim.handedBack).isFalse();
    claim.leaving = true;
    path.look();
    assertThat(claim.handedBack).isTrue();
    assertThat(said()).isEmpty();
  }

  /** It is not looked for first: the new owner waits for it. */
  @Test
  void whatWaitsIsLetGoOfAtOnceWhenItsPartitionIsAboutToGo() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    Press press = press();
    press.leaving();
    assertThat(claim.handedBack).isFalse();
    claim.leaving = true;
    press.leaving();
    assertThat(claim.handedBack).isTrue();
    assertThat(said()).isEmpty();
  }

  /** A timer that was thrown at would never look again. */
  @Test
  void aFaultWhileLookingIsNotTheLastLook() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    claim.broken = true;
    path.look();
    claim.broken = false;
    claim.leaving = true;
    path.look();
    assertThat(claim.handedBack).isTrue();
  }

  @Test
  void whatHasFailedBeforeUsesUpADelayAndIsNotParkedForEver() {
    limited(3);
    wechat.faults().next(new Fault.Busy(), 1);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    pass(PATIENCE.plusSeconds(1));
    assertThat(said()).containsExactly(TOPICS.retries().get(0), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  /** The store is looked at by a thread of its own; what that wakes is done here. */
  @Test
  void aStoreThatWasAwayTakesNothingOfAJobsTime() throws Exception {
    RefusingStore refusing = new RefusingStore();
    BlockingQueue<Runnable> woken = new LinkedBlockingQueue<>();
    store = refusing;
    executor = woken::add;
    path = path();
    wechat.faults().next(new Fault.Busy(), 1);
    OneClaim claim = ask(APP, 1, Lane.BULK);
    passUntil(() -> refusing.refused == 1, woken);
    assertThat(refusing.foundAway.await(1, TimeUnit.MINUTES)).isTrue();
    time.advance(PATIENCE.plusSeconds(1));
    refusing.away = false;
    next(woken).run();
    assertThat(refusing.refused).as("this picture, by a store that is there").isEqualTo(2);
    next(woken).run();
    refusing.takes = true;
    passUntil(() -> claim.finished, woken);
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  /** For five minutes at most. */
  private void passUntil(BooleanSupplier end, BlockingQueue<Runnable> tasks) {
    for (int steps = 0; steps < 1_200 && !end.getAsBoolean(); steps++) {
      pass(Duration.ofMillis(250));
      List<Runnable> due = new ArrayList<>();
      tasks.drainTo(due);
      due.forEach(Runnable::run);
    }
    assertThat(end.getAsBoolean()).isTrue();
  }

  private static Runnable next(BlockingQueue<Runnable> tasks) throws InterruptedException {
    return Objects.requireNonNull(tasks.poll(1, TimeUnit.MINUTES), "nothing is woken");
  }

  private static TokenOrigin stable() {
    return new TokenOrigin.Stable(Secret.of(SECRET), false);
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }

  private void limited(int perMinute) {
    limit = perMinute;
    admission = admission();
    path = path();
    begin();
  }

  /** All partitions are this worker's. */
  private void begin() {
    long start = admission.commitStarts();
    for (Lane lane : Lane.values()) {
      admission.onAssigned(lane, new Share(1, 1));
      admission.leaseRenewed(lane, start);
    }
  }

  /** Time goes on, and what goes on in it in a worker. */
  private void pass(Duration length) {
    for (long millis = 0; millis < length.toMillis(); millis += 250) {
      time.advance(Duration.ofMillis(250));
      if (proving) {
        long start = admission.commitStarts();
        List.of(Lane.values()).forEach(lane -> admission.leaseRenewed(lane, start));
      }
      path.look();
    }
  }

  /** WeChat refuses a call of the app. */
  private Instant throttle(AppId app) {
    List<Permit> permits = new ArrayList<>();
    admission
        .admit(app, Lane.BULK)
        .thenAccept(decision -> decision.match(permits::add, t -> false, () -> false));
    while (permits.isEmpty()) {
      pass(Duration.ofMillis(250));
    }
    assertThat(permits.get(0).use()).isTrue();
    return permits.get(0).throttled(Window.MINUTE).until();
  }

  private OneClaim ask(AppId app, int number, Lane lane) {
    OneClaim claim = new OneClaim();
    Request request =
        asked.request(app, "n=" + number, lane.topic(TOPICS), time.clock().instant(), claim);
    claim.key = request.question().id().value();
    path.work(jobs.joinOrBegin(request).orElseThrow());
    return claim;
  }

  private List<OneClaim> askMany(AppId app, int many, Lane lane) {
    return IntStream.range(100, 100 + many)
        .mapToObj(
            number -> {
              time.advance(1_000);
              return ask(app, number, lane);
            })
        .toList();
  }

  private static List<Integer> finished(List<OneClaim> claims) {
    return IntStream.range(0, claims.size()).filter(i -> claims.get(i).finished).boxed().toList();
  }

  private static List<String> keys(List<OneClaim> claims) {
    return claims.stream().map(claim -> claim.key).toList();
  }

  private List<String> said() {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private List<ProducerRecord<byte[], byte[]>> parkedRecords() {
    return producer.history().stream().filter(r -> r.topic().equals(TOPICS.parked())).toList();
  }

  private List<String> keysParked() {
    return parkedRecords().stream().map(record -> header(record, "sunpress-key")).toList();
  }

  private List<Instant> untils() {
    return parkedRecords().stream()
        .map(record -> Instant.parse(header(record, "sunpress-until")))
        .toList();
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private Admission admission() {
    return new Admission(
        new QuotaTerms(Duration.ofSeconds(10), Duration.ofSeconds(2), 256, ofMillis(60_000), 1),
        app -> new Limit(limit),
        time,
        time.clock(),
        time);
  }

  private Path path() {
    PressMeter meter = new PressMeter(registry);
    Turns turns = new Turns(admission, TOPICS.requests());
    Throttling throttling = new Throttling(admission, TOPICS.requests(), PATIENCE, time.clock());
    Room room = new Room(PLACES, time);
    return new Path(
        new Worksteps(
            store,
            drawer,
            new PictureCheck(2 << 20),
            turns,
            closedApps(),
            throttling,
            room,
            new AddressGuard(time.clock(), Duration.ofMinutes(5)),
            new CrossedReplies(registry),
            meter),
        turns,
        throttling,
        room,
        new StoreWatch(store),
        waits,
        endings(meter),
        new Tasks(executor));
  }

  private Press press() {
    PressMeter meter = new PressMeter(registry);
    Tasks tasks = new Tasks(Runnable::run);
    return new Press(asked.reader(), jobs, path, waits, endings(meter), tasks, meter);
  }

  private Endings endings(PressMeter meter) {
    Wire wire = new Wire(TOPICS);
    DeadLetters deadLetters = new DeadLetters(TOPICS, time.clock());
    Duration minute = Duration.ofMinutes(1);
    return new Endings(
        jobs,
        new Verdicts(
            wire,
            deadLetters,
            new Shelf(TOPICS),
            Delay.all(TOPICS, List.of(minute, minute, minute)),
            new PictureUrls(URI.create("https://img.example")),
            time.clock()),
        new Refusals(wire, deadLetters, time.clock()),
        outbox,
        meter);
  }

  private ClosedApps closedApps() {
    Duration hour = Duration.ofHours(1);
    return new ClosedApps(
        new RetrySettings(PATIENCE, List.of(hour, hour, hour), hour, hour, hour),
        drawer::probe,
        new AppNotices(TOPICS, outbox, Timer.of(idle), time.clock(), Map::of),
        Runnable::run,
        idle,
        time.clock());
  }

  /** What became of a record. */
  private static final class OneClaim implements Claim {
    private String key = "";
    private boolean leaving;
    private boolean broken;
    private boolean finished;
    private boolean handedBack;

    @Override
    public boolean held() {
      return true;
    }

    @Override
    public boolean isLeaving() {
      if (broken) {
        IllegalStateException fault = new IllegalStateException("a fault of ours");
        fault.setStackTrace(new StackTraceElement[0]);
        throw fault;
      }
      return leaving;
    }

    @Override
    public void nearlyDone() {}

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
