package io.sunpress.worker.pipeline;

import static io.sunpress.worker.pipeline.Asked.APP;
import static io.sunpress.worker.pipeline.Asked.OTHER;
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
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.Outbox;
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
import io.sunpress.worker.retry.RetrySettings;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.WeChatSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.unit.DataSize;

/**
 * What may wait in hand, on clocks that move only when told: with the real quota, before a WeChat
 * that draws.
 */
abstract class LongWaits {
  static final Topics TOPICS = Topics.DEFAULT;
  private static final String SECRET = "hush-hush-hush";
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int PLACES = 16;

  final ManualTime time = new ManualTime();
  private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final WeChatSimulator wechat = WeChatSimulator.start(SimulatorSettings.defaults());
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
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Outbox outbox = new Outbox(() -> producer, Runnable::run, idle);
  private final Asked asked = new Asked(time.clock());
  private int limit = 60_000;
  boolean proving = true;
  final SteppedWaits waits = new SteppedWaits(this::after);
  ImageStore store = new EmptyStore();
  Admission admission = admission();
  private RoomPolicy room = new RoomPolicy(PLACES, time);
  WaitWatcher watcher = new WaitWatcher(waits, room);
  private Pipeline pipeline = pipeline();
  RecordProcessor processor = processor();

  @BeforeEach
  void open() {
    wechat.addApp(SimulatedApp.of(APP.value(), SECRET));
    wechat.addApp(SimulatedApp.of(OTHER.value(), SECRET));
    begin();
  }

  @AfterEach
  void close() {
    waits.close();
    idle.shutdownNow();
    drawer.close();
    wechat.close();
  }

  private static TokenOrigin stable() {
    return new TokenOrigin.Stable(Secret.of(SECRET), false);
  }

  static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }

  void limited(int perMinute) {
    limit = perMinute;
    admission = admission();
    assemble();
    begin();
  }

  /** Anew, of the parts of now. */
  void assemble() {
    room = new RoomPolicy(PLACES, time);
    watcher = new WaitWatcher(waits, room);
    pipeline = pipeline();
    processor = processor();
  }

  /** Two records may run at once where the end of one ends another's wait. */
  private synchronized void after(long nanos, Runnable task) {
    time.after(nanos, task);
  }

  /** All partitions are this worker's. */
  void begin() {
    long start = admission.commitStarts();
    for (Lane lane : Lane.values()) {
      admission.onAssigned(lane, new Share(1, 1));
      admission.leaseRenewed(lane, start);
    }
  }

  /** Time goes on, and what goes on in it in a worker. */
  void pass(Duration length) {
    for (long millis = 0; millis < length.toMillis(); millis += 250) {
      time.advance(Duration.ofMillis(250));
      if (proving) {
        long start = admission.commitStarts();
        List.of(Lane.values()).forEach(lane -> admission.leaseRenewed(lane, start));
      }
      watcher.check();
    }
  }

  /** WeChat refuses a call of the app. */
  Instant throttle(AppId app) {
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

  OneClaim ask(AppId app, int number, Lane lane) {
    OneClaim claim = new OneClaim();
    Request request =
        asked.request(app, "n=" + number, lane.topic(TOPICS), time.clock().instant(), claim);
    claim.key = request.question().id().value();
    CodeTask task = pipeline.tasks().joinOrBegin(request).orElseThrow();
    waits.execute(() -> processor.process(task));
    return claim;
  }

  List<OneClaim> askMany(AppId app, int many, Lane lane) {
    return IntStream.range(100, 100 + many)
        .mapToObj(
            number -> {
              time.advance(1_000);
              return ask(app, number, lane);
            })
        .toList();
  }

  static List<Integer> finished(List<OneClaim> claims) {
    return IntStream.range(0, claims.size()).filter(i -> claims.get(i).finished).boxed().toList();
  }

  static List<String> keys(List<OneClaim> claims) {
    return claims.stream().map(claim -> claim.key).toList();
  }

  List<String> said() {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  List<ProducerRecord<byte[], byte[]>> parkedRecords() {
    return producer.history().stream().filter(r -> r.topic().equals(TOPICS.parked())).toList();
  }

  List<String> keysParked() {
    return parkedRecords().stream().map(record -> header(record, "sunpress-key")).toList();
  }

  List<Instant> untils() {
    return parkedRecords().stream()
        .map(record -> Instant.parse(header(record, "sunpress-until")))
        .toList();
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private Admission admission() {
    return new Admission(
        new QuotaTerms(Duration.ofSeconds(10), 256, ofMillis(60_000), 1),
        app -> new Limit(limit),
        time,
        time.clock(),
        this::after);
  }

  private RecordProcessor processor() {
    return pipeline.processor(
        asked.judge(), new ProcessingThreads(waits, idle, PLACES), waits, room);
  }

  private Pipeline pipeline() {
    Duration minute = Duration.ofMinutes(1);
    return new Pipeline(
        new StoreAccess(store, new StoreAvailability(store)),
        new CallAccess(
            drawer,
            new PictureCheck(2 << 20),
            admission,
            closedApps(),
            new AddressSuspension(time.clock(), Duration.ofMinutes(5))),
        new Publishing(
            outbox,
            TOPICS,
            Delay.all(TOPICS, List.of(minute, minute, minute)),
            new PictureUrls(URI.create("https://img.example"))),
        new ProcessingTime(time.clock(), time, new Random(1), PATIENCE),
        registry);
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
}
