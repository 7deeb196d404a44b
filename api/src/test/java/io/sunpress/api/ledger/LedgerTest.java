package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.ledger.store.LedgerDirectory;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeState.Status;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker. */
class LedgerTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<Ledger> opened = new ArrayList<>();
  private Installation installation;
  private TopicWriter scribe;
  private Path directory;

  @BeforeEach
  void install() {
    installation = Installation.shared().withLedgerTopics();
    scribe = new TopicWriter(installation);
    directory = installation.directory().resolve("ledger");
  }

  @AfterEach
  void close() {
    opened.forEach(Ledger::close);
    scribe.close();
  }

  private Ledger open() {
    return open(installation.topics(), 100);
  }

  private Ledger open(Topics topics, int maxWaiting) {
    LedgerProperties properties =
        new LedgerProperties(
            directory,
            Duration.ofMillis(200),
            Duration.ofSeconds(15),
            maxWaiting,
            Duration.ofMinutes(15));
    Ledger ledger = new Ledger(properties, topics, installation.clients());
    opened.add(ledger);
    ledger.start();
    return ledger;
  }

  private Ledger caughtUp() {
    Ledger ledger = open();
    await().atMost(SOON).until(ledger::caughtUp);
    return ledger;
  }

  private CodeId id(String scene) {
    return scribe.question(scene).id();
  }

  @Test
  void knowsWhatWasAskedAndAnsweredInEitherLane() {
    Instant first = scribe.ask("a", Priority.INTERACTIVE);
    scribe.ask("b", Priority.BULK);
    scribe.ready("a", first);
    scribe.flush();
    Ledger ledger = caughtUp();
    assertThat(ledger.find(id("a")).state().ready().orElseThrow().bytes()).isEqualTo(200_000);
    assertThat(ledger.find(id("a")).state().askedAt()).contains(first);
    assertThat(ledger.find(id("b")).status()).isEqualTo(Status.QUEUED);
    assertThat(ledger.find(id("b")).picture()).contains(scribe.question("b").picture());
    assertThat(ledger.find(id("c"))).isEqualTo(LedgerEntry.NONE);
  }

  @Test
  void goesOnWithItsDirectoryWhereItStopped() {
    scribe.ask("a");
    caughtUp().close();
    // From now on only the directory can know it.
    deleteAll(installation.topics().requests());
    scribe.ask("b");

    Ledger again = caughtUp();
    assertThat(again.find(id("a")).status()).isEqualTo(Status.QUEUED);
    assertThat(again.find(id("b")).status()).isEqualTo(Status.QUEUED);
  }

  @Test
  void readsEverythingAgainWithoutItsDirectory() {
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    caughtUp().close();
    directory = installation.directory().resolve("another");
    assertThat(caughtUp().find(id("a")).status()).isEqualTo(Status.READY);
  }

  @Test
  void wipesABrokenDirectoryAndReadsAgain() throws IOException {
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    caughtUp().close();
    Path mine = Files.writeString(directory.resolve("not-the-ledgers.txt"), "keep me");
    try (Stream<Path> files = Files.list(directory.resolve("codes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      }
    }
    assertThat(caughtUp().find(id("a")).status()).isEqualTo(Status.READY);
    assertThat(mine).hasContent("keep me");
  }

  @Test
  void wipesWhatWasMarkedAsBrokenWhileItRan() throws IOException {
    caughtUp().close();
    LedgerDirectory.markBroken(directory.resolve("codes"));
    caughtUp();
    assertThat(directory.resolve("codes/BROKEN")).doesNotExist();
  }

  @Test
  void forgetsWhatAnotherInstallationsTopicsSaid() {
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    caughtUp().close();
    Topics others = new Topics("other.", 3, Duration.ofDays(1));
    Ledger other = open(others, 10);
    assertThat(other.find(id("a"))).isEqualTo(LedgerEntry.NONE);
    assertThat(other.caughtUp()).isFalse();
  }

  @Test
  void forgetsWhatTopicsSaidThatWereMadeAnew() throws Exception {
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    Ledger ledger = caughtUp();
    installation.recreate(installation.topics().answers());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ledger.find(id("a")).status()).isEqualTo(Status.QUEUED));
    scribe.ready("b", Instant.now());
    scribe.flush();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ledger.find(id("b")).status()).isEqualTo(Status.READY));
  }

  @Test
  void refusesADirectoryThatAnotherProcessUses() {
    caughtUp();
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sunpress.ledger.directory")
        .hasMessageContaining("another process");
  }

  @Test
  void saysUnknownOnlyAfterItHasReadFarEnough() throws Exception {
    Ledger ledger = caughtUp();
    assertThat(ledger.look(id("never")).get(20, TimeUnit.SECONDS))
        .isInstanceOf(LookupResult.Unknown.class);
    // What any instance has accepted is known on this one, however short ago.
    for (int i = 0; i < 60; i++) {
      scribe.ask("s" + i);
      assertThat(ledger.look(id("s" + i)).get(20, TimeUnit.SECONDS))
          .isInstanceOf(LookupResult.Seen.class);
    }
  }

  @Test
  void cannotSayBeforeItHasReadAnything() throws Exception {
    LedgerProperties properties =
        new LedgerProperties(
            directory, Duration.ofSeconds(1), Duration.ofSeconds(1), 10, Duration.ofMinutes(15));
    Installation nowhere =
        Installation.on("127.0.0.1:1", java.net.URI.create("http://127.0.0.1:1"));
    try (Ledger ledger = new Ledger(properties, installation.topics(), nowhere.clients())) {
      ledger.start();
      assertThat(ledger.look(id("a")).get(20, TimeUnit.SECONDS))
          .isInstanceOf(LookupResult.CannotSay.class);
      assertThat(ledger.caughtUp()).isFalse();
      await().atMost(SOON).until(() -> ledger.trouble().contains("Kafka"));
      assertThat(ledger.isAlive()).isTrue();
    }
  }

  @Test
  void knowsItsOwnQuestionsBeforeTheyAreReadBack() {
    Ledger ledger = caughtUp();
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    ledger.note(scribe.question("a"), now);
    assertThat(ledger.find(id("a")).status()).isEqualTo(Status.QUEUED);
    assertThat(ledger.find(id("a")).state().askedAt()).contains(now);
  }

  @Test
  void wakesWhoWaitsByTheAnswer() throws Exception {
    Ledger ledger = caughtUp();
    Instant asked = scribe.ask("a");
    List<CompletableFuture<LedgerEntry>> waiting =
        IntStream.range(0, 50).mapToObj(i -> ledger.await(id("a"), SOON)).toList();
    CompletableFuture<LedgerEntry> other = ledger.await(id("b"), SOON);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    scribe.ready("a", asked);
    scribe.flush();
    for (CompletableFuture<LedgerEntry> waiter : waiting) {
      assertThat(waiter.get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.READY);
    }
    assertThat(other).isNotDone();
    assertThat(ledger.waiting()).isEqualTo(1);
    ledger.releaseWaiting();
    assertThat(other).isCompletedWithValue(LedgerEntry.NONE);
    assertThat(ledger.await(id("b"), SOON)).isDone();
  }

  @Test
  void endsAWaitInTimeAndBeyondItsPlacesAtOnce() throws Exception {
    Ledger ledger = open(installation.topics(), 2);
    CompletableFuture<LedgerEntry> first = ledger.await(id("a"), Duration.ofMillis(300));
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(LedgerEntry.NONE);
    await().until(() -> ledger.waiting() == 0);
    CompletableFuture<LedgerEntry> second = ledger.await(id("a"), SOON);
    CompletableFuture<LedgerEntry> third = ledger.await(id("b"), SOON);
    assertThat(ledger.await(id("c"), SOON)).isDone();
    assertThat(second).isNotDone();
    assertThat(third).isNotDone();
  }

  @Test
  void aFailureOfAnOlderQuestionDoesNotEndAWait() throws Exception {
    Ledger ledger = caughtUp();
    Instant asked = scribe.ask("a");
    await().atMost(SOON).until(() -> ledger.find(id("a")).status() == Status.QUEUED);
    CompletableFuture<LedgerEntry> waiting = ledger.await(id("a"), SOON);
    scribe.failed("a", asked.minusSeconds(60));
    scribe.flush();
    await().atMost(SOON).until(() -> ledger.find(id("a")).state().failed().isPresent());
    assertThat(waiting).isNotDone();
    scribe.failed("a", asked);
    scribe.flush();
    assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aQuestionThatWasPutBackIsStillTheOldOneAndItsFailureAnswersIt() {
    Instant asked = scribe.ask("a");
    scribe.putBack("a", asked);
    scribe.failed("a", asked);
    scribe.flush();
    LedgerEntry entry = caughtUp().find(id("a"));
    assertThat(entry.state().askedAt()).contains(asked);
    assertThat(entry.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void readyStaysReadyInWhateverOrderItIsRead() {
    Instant asked = scribe.ask("a");
    scribe.failed("a", asked.plusSeconds(10));
    scribe.ready("a", asked);
    scribe.failed("a", asked.plusSeconds(20));
    scribe.ask("a");
    scribe.flush();
    assertThat(caughtUp().find(id("a")).status()).isEqualTo(Status.READY);
  }

  @Test
  void forgetsWhatATombstoneDeletes() {
    Instant asked = scribe.ask("a");
    scribe.ready("a", asked);
    scribe.failed("b", asked);
    scribe.flush();
    Ledger ledger = caughtUp();
    assertThat(ledger.find(id("b")).status()).isEqualTo(Status.FAILED);
    scribe.write(id("a"), id("a").value(), null);
    scribe.write(id("b"), id("b") + "!", null);
    await().atMost(SOON).until(() -> ledger.find(id("a")).isUnknown());
    await().atMost(SOON).until(() -> ledger.find(id("b")).isUnknown());
  }

  @Test
  void aQuestionThatWasDeletedWithItsCodeDoesNotComeBackWhenEverythingIsReadAgain() {
    Instant asked = scribe.ask("a");
    scribe.ready("a", asked);
    scribe.ask("later");
    // Each topic is read in its own time: the tombstone may come before the question.
    scribe.write(id("a"), id("a").value(), null);
    scribe.write(id("later"), id("later").value(), null);
    scribe.flush();
    awaitTheNextMoment();
    Instant again = scribe.ask("later");
    for (int i = 0; i < 3; i++) {
      directory = installation.directory().resolve("again" + i);
      Ledger ledger = caughtUp();
      assertThat(ledger.find(id("a")).isUnknown()).isTrue();
      assertThat(ledger.find(id("later")).status()).isEqualTo(Status.QUEUED);
      assertThat(ledger.find(id("later")).state().askedAt()).contains(again);
    }
  }

  @Test
  void knowsWhyAndUntilWhenAQuestionWaitsInWhateverOrderItIsRead() {
    Instant asked = scribe.ask("a");
    scribe.putAside("a", asked, 1, Duration.ofMinutes(10));
    Ledger ledger = caughtUp();
    await().atMost(SOON).until(() -> ledger.find(id("a")).delay().isPresent());
    RequestDelay delay = ledger.find(id("a")).delay().orElseThrow();
    assertThat(delay.error())
        .isEqualTo(
            new CodeError(
                ErrorClass.BUSY, OptionalInt.of(-1), "system error: busy", Optional.empty()));
    assertThat(delay.attempts()).isEqualTo(5);
    assertThat(delay.until().orElseThrow())
        .isBetween(asked.plusSeconds(590), asked.plusSeconds(660));
    assertThat(ledger.find(id("a")).status()).isEqualTo(Status.QUEUED);

    scribe.putBack("a", asked, 1);
    await().atMost(SOON).until(() -> ledger.find(id("a")).delay().isEmpty());
    scribe.park("a", asked, 2, asked.plusSeconds(3600));
    await().atMost(SOON).until(() -> ledger.find(id("a")).delay().isPresent());
    assertThat(ledger.find(id("a")).delay().orElseThrow().until())
        .contains(asked.plusSeconds(3600));
    for (int i = 0; i < 3; i++) {
      directory = installation.directory().resolve("order" + i);
      assertThat(caughtUp().find(id("a")).delay().orElseThrow().turn()).isEqualTo(2);
    }
    scribe.ready("a", asked);
    scribe.flush();
    await().atMost(SOON).until(() -> ledger.find(id("a")).status() == Status.READY);
    assertThat(ledger.find(id("a")).delay()).isEmpty();
  }

  @Test
  void aNewQuestionDoesNotWaitBecauseAnOlderOneDoes() {
    Instant asked = scribe.ask("a");
    scribe.putAside("a", asked, 1, Duration.ofMinutes(10));
    scribe.flush();
    awaitTheNextMoment();
    Instant again = scribe.ask("a");
    Ledger ledger = caughtUp();
    assertThat(ledger.find(id("a")).state().askedAt()).contains(again);
    assertThat(ledger.find(id("a")).delay()).isEmpty();
  }

  @Test
  void readsAQuestionOnceMoreForAsLongAsKafkaKeepsIt() {
    scribe.ask("other");
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    Ledger ledger = caughtUp();
    assertThat(ledger.recall(id("a"))).get().matches(scribe.asks("a"));
    assertThat(ledger.recall(id("never"))).isEmpty();
    deleteAll(installation.topics().requests());
    assertThat(ledger.recall(id("a"))).isEmpty();
  }

  @Test
  void aLostPictureIsNotReadyUntilANewerAnswerComes() throws Exception {
    Instant asked = scribe.ask("a");
    CodeAnswer.Ready gone = scribe.ready("a", asked);
    scribe.flush();
    Ledger ledger = caughtUp();
    assertThat(ledger.losses().notice(gone)).isTrue();
    assertThat(ledger.losses().notice(gone)).isFalse();
    assertThat(ledger.find(id("a")).status()).isEqualTo(Status.READY);
    ledger.losses().confirm(id("a"));
    assertThat(ledger.look(id("a")).get(20, TimeUnit.SECONDS))
        .isInstanceOf(LookupResult.Unknown.class);
    Instant again = scribe.ask("a");
    await().atMost(SOON).until(() -> ledger.find(id("a")).status() == Status.QUEUED);
    CompletableFuture<LedgerEntry> waiting = ledger.await(id("a"), SOON);
    scribe.ready("a", again.plusSeconds(1));
    scribe.flush();
    assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.READY);
    // A store that loses pictures all the time must not have them drawn all the time.
    assertThat(ledger.losses().notice(gone)).isFalse();
  }

  @Test
  void readsAgainWhatTurnsOutToBeBrokenWhileItRuns() throws IOException {
    // More than one block of a file, since the first is in memory.
    List<CompletableFuture<PublishResult>> asked =
        IntStream.range(0, 500).mapToObj(i -> scribe.askLater("s" + i, Priority.BULK)).toList();
    asked.forEach(CompletableFuture::join);
    scribe.ready("a", scribe.ask("a"));
    scribe.flush();
    // A start brings what was read before into files.
    caughtUp().close();
    Ledger ledger = caughtUp();
    spoilFiles();
    assertThatThrownBy(() -> IntStream.range(0, 500).forEach(i -> ledger.find(id("s" + i))))
        .isInstanceOf(LedgerBrokenException.class);
    await().atMost(SOON).ignoreExceptions().until(() -> isReady(ledger, "a"));
    // What may still be in memory is not enough.
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> IntStream.range(0, 500).noneMatch(i -> isUnknown(ledger, "s" + i)));
    assertThat(ledger.isAlive()).isTrue();
    await().atMost(SOON).until(ledger::caughtUp);
  }

  /** The broker's times have milliseconds. */
  private static void awaitTheNextMoment() {
    Instant now = Instant.now().plusMillis(2);
    await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(now));
  }

  private boolean isUnknown(Ledger ledger, String scene) {
    return ledger.find(id(scene)).isUnknown();
  }

  private boolean isReady(Ledger ledger, String scene) {
    return ledger.find(id(scene)).status() == Status.READY;
  }

  /** The same files with other bytes: RocksDB has them open. */
  private void spoilFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("codes"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sst")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length / 2; i++) {
          bytes[i] ^= 0x55;
        }
        Files.write(file, bytes, StandardOpenOption.WRITE);
      }
    }
  }

  @Test
  void readsOverWhatIsNoneOfOurs() {
    CodeId somewhere = id("a");
    scribe.write(somewhere, "not a code", new byte[] {1});
    scribe.write(somewhere, somewhere.value(), "{\"status\":\"of 2030\"}".getBytes());
    scribe.write(somewhere, somewhere.value(), new byte[0]);
    scribe.ready("b", Instant.now());
    scribe.flush();
    Ledger ledger = caughtUp();
    assertThat(ledger.find(id("b")).status()).isEqualTo(Status.READY);
    assertThat(ledger.find(somewhere)).isEqualTo(LedgerEntry.NONE);
  }

  @Test
  void readsFromTheBeginningWhatIsOutOfRange() {
    scribe.ask("a");
    caughtUp().close();
    IntStream.range(0, 60).forEach(i -> scribe.ask("lost" + i));
    deleteAll(installation.topics().requests());
    scribe.ask("kept");
    Ledger ledger = caughtUp();
    assertThat(ledger.find(id("kept")).status()).isEqualTo(Status.QUEUED);
    assertThat(ledger.find(id("a")).status()).isEqualTo(Status.QUEUED);
    scribe.ask("later");
    await().atMost(SOON).until(() -> ledger.find(id("later")).status() == Status.QUEUED);
  }

  @Test
  void readsPartitionsThatAreAdded() throws Exception {
    Ledger ledger = caughtUp();
    try (Admin admin = installation.admin()) {
      admin
          .createPartitions(
              Map.of(
                  installation.topics().requests(), NewPartitions.increaseTo(12),
                  installation.topics().answers(), NewPartitions.increaseTo(12)))
          .all()
          .get();
    }
    Topics wider =
        new Topics(installation.topics().prefix(), 12, installation.topics().retention());
    try (TopicWriter wide = new TopicWriter(installation.with(wider))) {
      // Forty codes: some of them are in partitions that were not there.
      IntStream.range(0, 40).forEach(i -> wide.ask("p" + i));
      await()
          .atMost(SOON)
          .until(
              () ->
                  IntStream.range(0, 40)
                      .allMatch(i -> ledger.find(id("p" + i)).status() == Status.QUEUED));
    }
  }

  private void deleteAll(String topic) {
    try (Admin admin = installation.admin()) {
      Map<TopicPartition, RecordsToDelete> all = new java.util.HashMap<>();
      for (int i = 0; i < installation.topics().partitions(); i++) {
        all.put(new TopicPartition(topic, i), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
