package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Offset<Double> CLOSE = Offset.offset(0.1);

  private final AtomicLong now = new AtomicLong();
  private final Journal journal = new Journal(now::get);

  @Test
  void waitsForEachRequestsFirstFinalEvent() {
    journal.acknowledged(ask("r"));
    assertThat(journal.awaitNoneOpen(AT_ONCE)).isFalse();

    end("r");
    end("r");

    assertThat(journal.awaitNoneOpen(AT_ONCE)).isTrue();
    assertThat(journal.open()).isZero();
  }

  @Test
  void doesNotWaitForWhatMayNeverHaveBeenAsked() {
    journal.unknown(ask("u"));
    assertThat(journal.awaitNoneOpen(AT_ONCE)).isTrue();

    end("u");

    assertThat(journal.open()).isZero();
  }

  @Test
  void takesAnEventThatIsFasterThanTheBrokersYes() {
    Story story = ask("r");
    end("r");
    now.set(5);
    journal.acknowledged(story);

    assertThat(story.latency()).hasValue(0);
    assertThat(journal.open()).isZero();
  }

  @Test
  void measuresFromTheBrokersYesToTheEvent() {
    List<Story> stories = List.of(ask("a"), ask("b"), ask("never"));
    now.set(1_000_000);
    stories.forEach(journal::acknowledged);
    now.set(11_000_000);
    end("a");
    now.set(41_000_000);
    end("b");

    Latencies latencies = Latencies.of(stories);

    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.percentileMillis(50)).isCloseTo(10, CLOSE);
    assertThat(latencies.percentileMillis(100)).isCloseTo(40, CLOSE);
  }

  private Story ask(String requestId) {
    return journal.add(new Story(requestId, "c", new Drawing("p", "s"), now.get()));
  }

  private void end(String requestId) {
    journal.ended(new FinalEvent(requestId + ":ready", requestId, true, "sha"));
  }
}
