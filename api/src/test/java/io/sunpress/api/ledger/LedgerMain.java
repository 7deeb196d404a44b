package io.sunpress.api.ledger;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeState.Status;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A ledger in a process of its own, to be killed while it reads. */
final class LedgerMain {
  private LedgerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Installation installation =
        Installation.of(arguments[0], URI.create("http://127.0.0.1:1"), arguments[1]);
    List<CodeId> sample;
    try (TopicWriter scribe = new TopicWriter(installation)) {
      sample = IntStream.range(0, 100).mapToObj(i -> scribe.question("k" + i * 100).id()).toList();
    }
    LedgerProperties properties =
        new LedgerProperties(
            Path.of(arguments[2]),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            10,
            Duration.ofMinutes(15));
    Ledger ledger = new Ledger(properties, installation.topics(), installation.clients());
    ledger.start();
    CountDownLatch never = new CountDownLatch(1);
    while (sample.stream().noneMatch(id -> ledger.find(id).status() == Status.QUEUED)) {
      never.await(1, TimeUnit.MILLISECONDS);
    }
    System.out.println("some of it is read");
    never.await();
  }
}
