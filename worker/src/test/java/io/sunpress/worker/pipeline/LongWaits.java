package io.sunpress.worker.pipeline;

import static io.sunpress.worker.pipeline.Asked.APP;
import static io.sunpress.worker.pipeline.Asked.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.ManualTime;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.RoomPolicy;
import io.sunpress.worker.limiter.Share;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.wechat.CodeClient;
import io.sunpress.worker.wechat.CodeClients;
import io.sunpress.worker.wechat.WeChatProperties;
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
  private final CodeClient codeClient =
      CodeClients.of(
          new WeChatProperties(
              wechat.baseUrl(),
              null,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10),
              DataSize.ofMegabytes(2),
              null,
              null,
              ""),
          Map.of(APP, stable(), OTHER, stable()),
          time.clock(),
          registry);
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RetryingProducer retryingProducer =
      new RetryingProducer(() -> producer, Runnable::run, idle);
  private final Asked asked = new Asked(time.clock());
  private int limit = 60_000;
  boolean proving = true;
  final SteppedWaits waits = new SteppedWaits(this::after);
  ImageStore store = new EmptyStore();
  CallLimiter callLimiter = admission();
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
    codeClient.close();
    wechat.close();
  }

  private static TokenSourceSettings stable() {
    return new TokenSourceSettings.Stable(Secret.of(SECRET), false);
  }

  static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }

  void limited(int perMinute) {
    limit = perMinute;
    callLimiter = admission();
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
    long start = callLimiter.commitStarts();
    for (Priority priority : Priority.values()) {
      callLimiter.onAssigned(priority, new Share(1, 1));
      callLimiter.leaseRenewed(priority, start);
    }
  }

  /** Time goes on, and what goes on in it in a worker. */
  void pass(Duration length) {
    for (long millis = 0; millis < length.toMillis(); millis += 250) {
      time.advance(Duration.ofMillis(250));
      if (proving) {
        long start = callLimiter.commitStarts();
        List.of(Priority.values()).forEach(priority -> callLimiter.leaseRenewed(priority, start));
      }
      watcher.check();
    }
  }

  /** WeChat refuses a call of the app. */
  Instant throttle(AppId app) {
    List<Permit> permits = new ArrayList<>();
    callLimiter
        .admit(CodeCalls.of(app), Priority.BULK)
        .thenAccept(decision -> decision.match(permits::add, suspended -> false, () -> false));
    while (permits.isEmpty()) {
      pass(Duration.ofMillis(250));
    }
    assertThat(permits.get(0).use()).isTrue();
    permits.get(0).throttled(CodeError.of(ErrorClass.THROTTLED_MINUTE, "too often"));
    return callLimiter.suspension(app).orElseThrow().until();
  }

  OneClaim ask(AppId app, int number, Priority priority) {
    OneClaim claim = new OneClaim();
    Request request =
        asked.request(app, "n=" + number, priority.topic(TOPICS), time.clock().instant(), claim);
    claim.key = request.question().id().value();
    CodeTask task = pipeline.tasks().joinOrBegin(request).orElseThrow();
    waits.execute(() -> processor.process(task));
    return claim;
  }

  List<OneClaim> askMany(AppId app, int many, Priority priority) {
    return IntStream.range(100, 100 + many)
        .mapToObj(
            number -> {
              time.advance(1_000);
              return ask(app, number, priority);
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

  private CallLimiter admission() {
    return new CallLimiter(
        new LimiterSettings(
            Duration.ofSeconds(10),
            256,
            ofMillis(60_000),
            new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
            1),
        app -> new CallLimit(limit),
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
        new CallAccess(codeClient, new ImageValidator(2 << 20), callLimiter),
        new Publishing(
            retryingProducer,
            TOPICS,
            RetryDelay.all(TOPICS, List.of(minute, minute, minute)),
            new PictureUrlBuilder(URI.create("https://img.example")),
            new RequestExpiry(TOPICS::retention, time.clock())),
        new ProcessingTime(time.clock(), time, new Random(1), PATIENCE),
        registry);
  }
}
