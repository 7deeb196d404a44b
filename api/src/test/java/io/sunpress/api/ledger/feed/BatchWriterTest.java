package io.sunpress.api.ledger.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private final BatchWriter writer = new BatchWriter();
  private final List<Integer> written = new ArrayList<>();

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void writesAllInTheirOrderAndOneAtATime() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 2_000; i++) {
      int page = i;
      writer.write(
          () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            written.add(page);
            atOnce.decrementAndGet();
          });
    }
    writer.await();
    assertThat(written).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
    assertThat(most).hasValue(1);
  }

  @Test
  void doesNotWaitForAPageThatIsBeingWrittenUntilItIsAsked() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    writer.write(
        () -> {
          awaitQuietly(mayEnd);
          written.add(1);
        });
    writer.check();
    mayEnd.countDown();
    writer.await();
    assertThat(written).containsExactly(1);
  }

  @Test
  void writesNothingAfterAPageThatFailedBeforeThatIsTold() throws InterruptedException {
    LedgerBrokenException broken = new LedgerBrokenException("the disk is full", null);
    writer.write(
        () -> {
          throw broken;
        });
    assertThatThrownBy(() -> writer.write(() -> written.add(2))).isSameAs(broken);
    writer.check();
    writer.await();
    assertThat(written).isEmpty();

    writer.write(() -> written.add(3));
    writer.await();
    assertThat(written).containsExactly(3);
  }

  @Test
  void throwsAnErrorAsOne() throws InterruptedException {
    writer.write(
        () -> {
          throw new AssertionError("a bug");
        });
    assertThatThrownBy(writer::await).isInstanceOf(AssertionError.class).hasMessage("a bug");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
