package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.message.CodeState.Status;
import io.sunpress.parts.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, put back to what it was before the ledger read on. */
class BrokerRestoredTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MANY = 30;

  @TempDir Path directory;

  private LocalBroker broker;
  private Installation installation;

  @BeforeEach
  void backUp() throws IOException {
    broker = LocalBroker.start(directory.resolve("kafka"), 0);
    installation = Installation.on(broker.bootstrapServers()).withLedgerTopics();
    ask("kept");
    broker.stop();
    copy(directory.resolve("kafka/log"), directory.resolve("back-up"));
    broker.start();
    ask("lost");
    try (Ledger ledger = caughtUp()) {
      assertThat(status(ledger, "lost")).isEqualTo(Status.QUEUED);
    }
    broker.stop();
    delete(directory.resolve("kafka/log"));
    copy(directory.resolve("back-up"), directory.resolve("kafka/log"));
    broker.start();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void whatTheBrokerHasLostIsForgotten() {
    try (Ledger ledger = caughtUp()) {
      await().atMost(SOON).until(() -> status(ledger, "lost") == Status.UNKNOWN);
      await().atMost(SOON).until(() -> status(ledger, "kept") == Status.QUEUED);
    }
  }

  /** By then the offsets mean other records, of another leader's epoch. */
  @Test
  void whatTheBrokerHasLostIsForgottenThoughAsManyRecordsHaveComeSince() {
    broker.restart();
    ask("new");
    try (Ledger ledger = caughtUp()) {
      await().atMost(SOON).until(() -> status(ledger, "lost") == Status.UNKNOWN);
      await().atMost(SOON).until(() -> status(ledger, "new") == Status.QUEUED);
      assertThat(status(ledger, "kept")).isEqualTo(Status.QUEUED);
    }
  }

  private void ask(String scene) {
    try (TopicWriter writer = new TopicWriter(installation)) {
      for (int i = 0; i < MANY; i++) {
        writer.ask(scene);
      }
    }
  }

  private Status status(Ledger ledger, String scene) {
    try (TopicWriter writer = new TopicWriter(installation)) {
      return ledger.find(writer.question(scene).id()).status();
    }
  }

  private Ledger caughtUp() {
    Ledger ledger =
        new Ledger(
            new LedgerProperties(
                directory.resolve("ledger"),
                Duration.ofMillis(200),
                Duration.ofSeconds(15),
                10,
                Duration.ofMinutes(15)),
            installation.topics(),
            installation.clients());
    ledger.start();
    await().atMost(SOON).until(ledger::caughtUp);
    return ledger;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(tree)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
