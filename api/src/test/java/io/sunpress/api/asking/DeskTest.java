package io.sunpress.api.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.Scribe;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker, and one that is not there. */
class DeskTest {
  private static final AskingProperties PROPERTIES =
      new AskingProperties(
          Duration.ofSeconds(8),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          1);

  private static final Asking TOO_MANY = new Asking.Unavailable(Asking.Why.TOO_MANY);
  private static final Caller EVERYBODY =
      Caller.everybody(ConfiguredApps.of(ConfiguredApp.of(Installation.APP)));

  private static Installation installation;
  private static Scribe scribe;
  private static Producer<String, byte[]> producer;
  private static Ledger ledger;

  @BeforeAll
  static void open() {
    installation = Installation.shared().withLedgerTopics();
    scribe = new Scribe(installation);
    producer = installation.producer();
    ledger =
        new Ledger(
            new LedgerProperties(
                installation.directory().resolve("ledger"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                100,
                Duration.ofMinutes(15)),
            installation.topics(),
            installation.clients());
    ledger.start();
    await().atMost(Duration.ofSeconds(60)).until(ledger::caughtUp);
  }

  @AfterAll
  static void close() {
    ledger.close();
    producer.close(Duration.ofSeconds(1));
    scribe.close();
  }

  private static Desk desk(Clock clock) {
    return new Desk(intake(producer), ledger, () -> true, PROPERTIES, clock);
  }

  private static RequestPublisher intake(Producer<String, byte[]> by) {
    return new RequestPublisher(Installation.judge(), () -> by, installation.topics());
  }

  private static Asking ask(Desk desk, String scene) {
    return desk.ask(
            EVERYBODY,
            CodeRequestMessage.of("pages/index/index", scene),
            Duration.ZERO,
            TraceContext.NONE)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
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
    Desk desk = desk(Clock.systemUTC());
    assertThat(ask(desk, "once")).isInstanceOf(Asking.Pending.class);
    assertThat(ask(desk, "once")).isInstanceOf(Asking.Pending.class);
    assertThat(published() - before).isEqualTo(1);

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
    assertThat(ask(desk(later), "once")).isInstanceOf(Asking.Pending.class);
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
    assertThat(ask(desk(muchLater), "there")).isInstanceOf(Asking.Ready.class);
    assertThat(published()).isEqualTo(before);
  }

  @Test
  void asksAgainAfterAFailure() throws Exception {
    Instant asked = scribe.ask("failed");
    scribe.failed("failed", asked);
    scribe.flush();
    await().until(() -> status("failed") == Status.FAILED);
    long before = published();
    assertThat(ask(desk(Clock.systemUTC()), "failed")).isInstanceOf(Asking.Pending.class);
    assertThat(published() - before).isEqualTo(1);
    assertThat(status("failed")).isEqualTo(Status.QUEUED);
  }

  @Test
  void publishesNothingBeforeEverythingIsThere() throws Exception {
    long before = published();
    Desk unprepared =
        new Desk(intake(producer), ledger, () -> false, PROPERTIES, Clock.systemUTC());
    assertThat(ask(unprepared, "early")).isEqualTo(new Asking.Unavailable(Asking.Why.NOT_PREPARED));
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
              () -> {
                asking.countDown();
                pass(go);
                return waiting;
              },
              installation.topics());
      Desk desk = new Desk(slow, ledger, () -> true, PROPERTIES, Clock.systemUTC());
      CompletableFuture<Asking> first = CompletableFuture.supplyAsync(() -> ask(desk, "crowd-1"));
      assertThat(asking.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ask(desk, "crowd-2")).isEqualTo(TOO_MANY);
      go.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS))
          .isEqualTo(new Asking.Unavailable(Asking.Why.NOT_ACKNOWLEDGED));
      assertThat(ask(desk, "crowd-3"))
          .isEqualTo(new Asking.Unavailable(Asking.Why.NOT_ACKNOWLEDGED));
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
  void anAcknowledgementThatComesTooLateForTheAskerCountsForTheNext() throws Exception {
    AskingProperties impatient =
        new AskingProperties(
            Duration.ofSeconds(8),
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
      Desk desk = new Desk(intake(slow), ledger, () -> true, impatient, Clock.systemUTC());
      long before = published();
      assertThat(ask(desk, "late")).isEqualTo(new Asking.Unavailable(Asking.Why.NOT_ACKNOWLEDGED));
      assertThat(published()).isEqualTo(before);
      slow.flush();
      await().until(() -> status("late") == Status.QUEUED);
      assertThat(ask(desk, "late")).isInstanceOf(Asking.Pending.class);
      assertThat(published() - before).isEqualTo(1);
    }
  }

  @Test
  void neverSaysAcceptedWithoutTheBrokersAcknowledgement() {
    try (Producer<String, byte[]> nowhere =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 300),
            new StringSerializer(),
            new ByteArraySerializer())) {
      Desk desk = new Desk(intake(nowhere), ledger, () -> true, PROPERTIES, Clock.systemUTC());
      assertThat(ask(desk, "lost")).isEqualTo(new Asking.Unavailable(Asking.Why.NOT_ACKNOWLEDGED));
      assertThat(status("lost")).isEqualTo(Status.UNKNOWN);
    }
  }
}
