package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.parts.SettableClock;
import io.sunpress.request.CodeRequest;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.RequestExpiry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeTasksTest {
  private static final Duration RETENTION = Duration.ofDays(10);

  private final SettableClock clock = new SettableClock();
  private final CodeTasks tasks =
      new CodeTasks(
          (request, expired) ->
              new CodeTask(
                  request,
                  new RetryBudget(Duration.ofSeconds(30), clock::nanos, new Random(1)),
                  expired),
          new RequestExpiry(() -> RETENTION, clock));

  @Test
  void whoAsksForTheSameCodeMeanwhileJoins() {
    CodeTask task = tasks.joinOrBegin(asked(Duration.ZERO)).orElseThrow();
    assertThat(tasks.joinOrBegin(asked(Duration.ofDays(7)))).isEmpty();
    assertThat(task.requests()).hasSize(2);
    assertThat(tasks.end(task)).hasSize(2);
    assertThat(tasks.joinOrBegin(asked(Duration.ZERO))).as("another").isPresent();
  }

  @Test
  void whatHasExpiredJoinsNobodyAndIsJoinedByNobody() {
    CodeTask fresh = tasks.joinOrBegin(asked(Duration.ofDays(8).minusMillis(1))).orElseThrow();
    CodeTask expired = tasks.joinOrBegin(asked(Duration.ofDays(8))).orElseThrow();
    assertThat(fresh.expired).isFalse();
    assertThat(expired.expired).isTrue();
    assertThat(tasks.joinOrBegin(asked(Duration.ZERO))).as("joins the fresh one").isEmpty();
    assertThat(tasks.end(expired)).hasSize(1);
    assertThat(tasks.joinOrBegin(asked(Duration.ZERO))).as("which goes on").isEmpty();
    assertThat(tasks.end(fresh)).hasSize(3);
    assertThat(tasks.joinOrBegin(asked(Duration.ofDays(8)))).isPresent();
    assertThat(tasks.joinOrBegin(asked(Duration.ZERO))).as("not the expired").isPresent();
  }

  @Test
  void whoHasThePageCheckedJoinsWhoDoesNotAndNeverTheReverse() {
    CodeTask checked = tasks.joinOrBegin(asked(Duration.ZERO)).orElseThrow();
    CodeTask unchecked = tasks.joinOrBegin(unchecked()).orElseThrow();
    assertThat(tasks.joinOrBegin(asked(Duration.ZERO))).isEmpty();
    assertThat(checked.requests()).hasSize(1);
    assertThat(unchecked.requests()).hasSize(2);
  }

  private Request unchecked() {
    Request request = asked(Duration.ZERO);
    CodeRequest checked = request.question();
    return new Request(
        new CodeRequest(checked.id(), checked.spec(), false, checked.requestId(), checked.asker()),
        request.origin(),
        request.claim());
  }

  private Request asked(Duration ago) {
    return new Asked(clock)
        .request(
            Asked.APP, "n=1", Topics.DEFAULT.requests(), clock.instant().minus(ago), new Unended());
  }

  private static final class Unended implements Acknowledgment {
    @Override
    public boolean held() {
      return true;
    }

    @Override
    public boolean isLeaving() {
      return false;
    }

    @Override
    public void nearlyDone() {
      throw new AssertionError("nothing is drawn here");
    }

    @Override
    public void finished() {
      throw new AssertionError("not ended here");
    }

    @Override
    public void handBack() {
      throw new AssertionError("not ended here");
    }
  }
}
