package io.sunpress.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeState.Status;
import io.sunpress.message.TraceContext;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestPublisher;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker, and one that is not there. */
class CodeRequestServiceTest {
  private static final RequestProperties PROPERTIES =
      new RequestProperties(
          Duration.ofSeconds(8),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          1);

  private static final RequestOutcome TOO_MANY =
      new RequestOutcome.Unavailable(RequestOutcome.Why.TOO_MANY);
  private static final Caller EVERYBODY =
      Caller.everybody(ConfiguredApps.of(ConfiguredApp.of(Installation.APP)));

  private static Installation installation;
  private static TopicWriter scribe;
  private static Producer<String, byte[]> producer;
  private static Ledger ledger;

  @BeforeAll
  static void open() {
    installation = Installation.shared().withLedgerTopics();
    scribe = new TopicWriter(installation);
    producer = installation.producer();
    ledger = open("ledger");
  }

  private static Ledger open(String directory) {
    Ledger opened =
        new Ledger(
            new LedgerProperties(
                installation.directory().resolve(directory),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                100,
                Duration.ofMinutes(15)),
            installation.topics(),
            installation.clients());
    opened.start();
    await().atMost(Duration.ofSeconds(60)).until(opened::caughtUp);
    return opened;
  }

  @AfterAll
  static void close() {
    ledger.close();
    producer.close(Duration.ofSeconds(1));
    scribe.close();
  }

  private static CodeRequestService desk(Clock clock) {
    return new CodeRequestService(intake(producer), ledger, () -> true, PROPERTIES, clock);
  }

  private static RequestPublisher intake(Producer<String, byte[]> by) {
    return new RequestPublisher(Installation.judge(), by::send, installation.topics());
  }

  private static RequestOutcome ask(CodeRequestService desk, String scene) {
    return desk.ask(
            EVERYBODY,
            CodeRequestMessage.of("pages/index/index", scene),
            Duration.ZERO,
            TraceContext.NONE)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static RequestOutcome ask(CodeRequestService desk, CodeRequestMessage message) {
    return desk.ask(EVERYBODY, message, Duration.ZERO, TraceContext.NONE)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static CodeRequestMessage named(
      String scene, @Nullable String requestId, @Nullable String reference) {
    return CodeRequestMessage.of("pages/index/index", scene).withAsker(requestId, reference);
  }

  private static CodeRequestMessage unchecked(String scene) {
    return new CodeRequestMessage(
        null,
        null,
        "pages/index/index",
        scene,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null);
  }

  private static Status status(String scene) {
    return ledger.find(id(scene)).status();
  }

  private static CodeId id(String scene) {
    return scribe.question(scene).id();
  }

  private static long published() throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, installation.topics().partitions())
            .mapToObj(number -> new TopicPartition(installation.topics().requests(), number))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    try (Admin admin = installation.admin()) {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(found -> found.offset())
          .sum();
    }
  }

  @Test
  void asksOnceInAQuarterOfAnHour() throws Exception {
    long before = published();
    CodeRequestService desk = desk(Clock.systemUTC());
    assertThat(ask(desk, "once")).isInstanceOf(RequestOutcome.Pending.class);
    assertThat(ask(desk, "once")).isInstanceOf(RequestOutcome.Pending.class);
    assertThat(published() - before).isEqualTo(1);

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
    assertThat(ask(desk(later), "once")).isInstanceOf(RequestOutcome.Pending.class);
    assertThat(published() - before).isEqualTo(2);
  }

  @Test
  void everyRequestIsPublishedAndNoRetry() throws Exception {
    CodeRequestService desk = desk(Clock.systemUTC());
    List<CodeRequestMessage> requests =
        List.of(
            named("two", null, null),
            named("two", "r1", null),
            named("two", "r2", null),
            named("two", "r2", "order 7"),
            named("two", null, "order 8"),
            named("two", null, "order 9"));
    long before = published();
    for (CodeRequestMessage request : requests) {
      assertThat(ask(desk, request)).isInstanceOf(RequestOutcome.Pending.class);
      ask(desk, request);
    }
    assertThat(published() - before).as("at once").isEqualTo(requests.size());

    // Another instance has only the topics to know it by.
    try (Ledger another = open("another")) {
      CodeRequestService elsewhere =
          new CodeRequestService(
              intake(producer), another, () -> true, PROPERTIES, Clock.systemUTC());
      requests.forEach(request -> ask(elsewhere, request));
      assertThat(published() - before).as("elsewhere").isEqualTo(requests.size());
      ask(elsewhere, named("two", "r3", null));
      assertThat(published() - before).isEqualTo(requests.size() + 1);
    }
  }

  @Test
  void aRequestKeepsOnlyThoseFromBeingPublishedThatCheckNoLess() throws Exception {
    CodeRequestService desk = desk(Clock.systemUTC());
    long before = published();
    ask(desk, "checks");
    ask(desk, "checks");
    assertThat(published() - before).isEqualTo(1);
    ask(desk, unchecked("checks"));
    assertThat(published() - before).as("it may be drawn where the other is refused").isEqualTo(2);
    ask(desk, unchecked("checks"));
    ask(desk, "checks");
    assertThat(published() - before).isEqualTo(2);
  }

  @Test
  void aClockThatIsAnHourBehindDoesNotSilenceQuestions() throws Exception {
    ask(desk(Clock.systemUTC()), "clocks");
    long before = published();
    ask(desk(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1))), "clocks");
    assertThat(published() - before).isEqualTo(1);
  }

  @Test
  void doesNotAskForWhatIsThere() throws Exception {
    scribe.ready("there", Instant.now());
    scribe.flush();
    await().until(() -> status("there") == Status.READY);
    long before = published();
    Clock muchLater = Clock.fixed(Instant.now().plus(Duration.ofDays(900)), ZoneOffset.UTC);
    assertThat(ask(desk(muchLater), "there")).isInstanceOf(RequestOutcome.Ready.class);
    assertThat(published()).isEqualTo(before);
  }

  @Test
  void asksAgainAfterAFailure() throws Exception {
    Instant asked = scribe.ask("failed");
    scribe.failed("failed", asked);
    scribe.flush();
    await().until(() -> status("failed") == Status.FAILED);
    long before = published();
    assertThat(ask(desk(Clock.systemUTC()), "failed")).isInstanceOf(RequestOutcome.Pending.class);
    assertThat(published() - before).isEqualTo(1);
    assertThat(status("failed")).isEqualTo(Status.QUEUED);
  }

  @Test
  void publishesNothingBeforeEverythingIsThere() throws Exception {
    long before = published();
    CodeRequestService unprepared =
        new CodeRequestService(
            intake(producer), ledger, () -> false, PROPERTIES, Clock.systemUTC());
    assertThat(ask(unprepared, "early"))
        .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_PREPARED));
    assertThat(published()).isEqualTo(before);
  }

  @Test
  void asksNoMoreThanMayWaitForTheBroker() throws Exception {
    // A broker that takes connections and says nothing.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Producer<String, byte[]> waiting =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    "127.0.0.1:" + silent.getLocalPort(),
                    "max.block.ms",
                    500,
                    // Closing waits for these.
                    "request.timeout.ms",
                    500,
                    "delivery.timeout.ms",
                    1_000),
                new StringSerializer(),
                new ByteArraySerializer())) {
      CountDownLatch asking = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      RequestPublisher slow =
          new RequestPublisher(
              Installation.judge(),
              (record, callback) -> {
                asking.countDown();
                pass(go);
                waiting.send(record, callback);
              },
              installation.topics());
      CodeRequestService desk =
          new CodeRequestService(slow, ledger, () -> true, PROPERTIES, Clock.systemUTC());
      CompletableFuture<RequestOutcome> first =
          CompletableFuture.supplyAsync(() -> ask(desk, "crowd-1"));
      assertThat(asking.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ask(desk, "crowd-2")).isEqualTo(TOO_MANY);
      go.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS))
          .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED));
      assertThat(ask(desk, "crowd-3"))
          .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED));
      waiting.close(Duration.ZERO);
    }
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitsForABusyBrokerAsLongAsTheClientDoes() {
    RequestProperties busy =
        new RequestProperties(
            Duration.ofSeconds(8),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofMillis(100),
            10);
    try (Producer<String, byte[]> slow =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.bootstrapServers(), "linger.ms", 1_500),
            new StringSerializer(),
            new ByteArraySerializer())) {
      CodeRequestService desk =
          new CodeRequestService(intake(slow), ledger, () -> true, busy, Clock.systemUTC());
      assertThat(ask(desk, "busy")).isInstanceOf(RequestOutcome.Pending.class);
    }
  }

  @Test
  void anAcknowledgementThatComesTooLateForTheAskerCountsForTheNext() throws Exception {
    RequestProperties impatient =
        new RequestProperties(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofMillis(100),
            10);
    // It keeps what it is given until it is told to send it.
    try (Producer<String, byte[]> slow =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                installation.bootstrapServers(),
                "linger.ms",
                60_000,
                "delivery.timeout.ms",
                120_000),
            new StringSerializer(),
            new ByteArraySerializer())) {
      CodeRequestService desk =
          new CodeRequestService(intake(slow), ledger, () -> true, impatient, Clock.systemUTC());
      long before = published();
      assertThat(ask(desk, "late"))
          .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED));
      assertThat(published()).isEqualTo(before);
      // A broker that has not acknowledged the last one is not waited for that long again.
      long start = System.nanoTime();
      assertThat(ask(desk, "later"))
          .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
      slow.flush();
      await().until(() -> status("late") == Status.QUEUED);
      assertThat(ask(desk, "late")).isInstanceOf(RequestOutcome.Pending.class);
      assertThat(published() - before).isEqualTo(2);
    }
  }

  @Test
  void neverSaysAcceptedWithoutTheBrokersAcknowledgement() {
    try (Producer<String, byte[]> nowhere =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 300),
            new StringSerializer(),
            new ByteArraySerializer())) {
      CodeRequestService desk =
          new CodeRequestService(
              intake(nowhere), ledger, () -> true, PROPERTIES, Clock.systemUTC());
      assertThat(ask(desk, "lost"))
          .isEqualTo(new RequestOutcome.Unavailable(RequestOutcome.Why.NOT_ACKNOWLEDGED));
      assertThat(status("lost")).isEqualTo(Status.UNKNOWN);
    }
  }
}
