package io.sunpress.api.apps;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.House;
import io.sunpress.code.AppId;
import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What workers write, a real broker in between, and what a client is told. */
class NoticeBoardTest {
  private static final AppId APP = new AppId("wx00000000000000aa");
  private static final AppId SECOND = new AppId(House.SECOND_APP);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Producer<String, byte[]> WORKERS = House.home().producer();

  @AfterAll
  static void close() {
    WORKERS.close(Duration.ofSeconds(1));
  }

  private static void say(AppStatus note) {
    write(note.app(), note.worker(), AppStatusCodec.write(note));
  }

  private static void takeBack(AppId app, String worker) {
    write(app, worker, null);
  }

  private static void write(AppId app, String worker, byte @Nullable [] value) {
    WORKERS.send(
        new ProducerRecord<>(House.home().topics().apps(), AppStatusCodec.key(app, worker), value));
    WORKERS.flush();
  }

  private static AppStatus open(AppId app, String worker, Instant at) {
    return new AppStatus(
        app,
        worker,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new AppStatus.Share(980.5, 3920, 3)),
        at);
  }

  private static NoticeBoard board() {
    NoticeBoard board =
        new NoticeBoard(
            House.home().topics().apps(), House.home().clients()::consumer, Clock.systemUTC());
    board.start();
    return board;
  }

  @Test
  void believesAWorkerWhoseClockIsWrongButNoneThatWasDeadBefore() {
    Instant anHourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
    say(open(APP, "dead", anHourAgo));
    say(open(APP, "alive", Instant.now()));
    try (NoticeBoard board = board()) {
      await().atMost(SOON).until(() -> board.notes(APP).size() == 1);
      assertThat(board.notes(APP)).extracting(AppStatus::worker).containsExactly("alive");
      // The board has read to the end once it knows this; what comes now is of now.
      say(open(APP, "behind", anHourAgo));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                say(open(APP, "behind", anHourAgo));
                assertThat(board.notes(APP)).extracting(AppStatus::worker).contains("behind");
              });
      takeBack(APP, "alive");
      takeBack(APP, "behind");
      await().atMost(SOON).until(() -> board.notes(APP).isEmpty());
    }
  }

  @Test
  void waitsForATopicThatIsMadeLater() throws Exception {
    String topic = "apps-" + System.nanoTime();
    try (Admin admin = House.home().admin();
        NoticeBoard board =
            new NoticeBoard(topic, House.home().clients()::consumer, Clock.systemUTC())) {
      board.start();
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, SECONDS);
      byte[] note = AppStatusCodec.write(open(APP, "first", Instant.now()));
      WORKERS.send(new ProducerRecord<>(topic, AppStatusCodec.key(APP, "first"), note));
      await().atMost(SOON).until(() -> board.notes(APP).size() == 1);
    }
  }

  @Test
  void skipsWhatIsNoNote() {
    write(APP, "broken", new byte[] {1, 2, 3});
    WORKERS.send(new ProducerRecord<>(House.home().topics().apps(), "no-slash", new byte[] {1}));
    say(open(APP, "after", Instant.now()));
    try (NoticeBoard board = board()) {
      await()
          .atMost(SOON)
          .until(() -> board.notes(APP).stream().anyMatch(n -> n.worker().equals("after")));
      assertThat(board.notes(APP)).noneMatch(note -> note.worker().equals("broken"));
    }
    takeBack(APP, "after");
  }

  @Test
  void aClientIsToldWhatTheWorkersSayTogether() {
    Instant later = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
    say(open(SECOND, "w-1", Instant.now()));
    say(
        new AppStatus(
            SECOND,
            "w-2",
            Optional.empty(),
            Optional.of(later),
            Optional.of(new AppStatus.Share(980.5, 1960, 1)),
            Instant.now()));
    await().atMost(SOON).until(() -> told().contains("\"workers\":2"));
    assertThat(told())
        .contains(
            "\"status\":\"throttled\"",
            "\"share\":{\"workers\":2,\"perMinute\":1961.0,\"limitPerMinute\":1960.0,\"waiting\":4}",
            "\"throttledUntil\":\"" + later + "\"");
    say(
        new AppStatus(
            SECOND,
            "w-1",
            Optional.of(
                new AppStatus.Stopped(OptionalInt.of(40125), "invalid appsecret", Instant.EPOCH)),
            Optional.empty(),
            Optional.empty(),
            Instant.now()));
    await().atMost(SOON).until(() -> told().contains("\"status\":\"stopped\""));
    assertThat(told())
        .contains("\"errcode\":40125", "\"since\":\"1970-01-01T00:00:00Z\"", "\"cause\":\"");
    takeBack(SECOND, "w-1");
    takeBack(SECOND, "w-2");
    await().atMost(SOON).until(() -> told().contains("\"status\":\"idle\""));
  }

  /** Of the one app of the key: no other's, and no lanes. */
  private static String told() {
    HttpResponse<String> answer =
        House.guarded().get("/v1/apps", "Authorization", "Bearer " + House.key("two"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body()).doesNotContain("wx0123456789abcdef", "backlog");
    return answer.body();
  }
}
