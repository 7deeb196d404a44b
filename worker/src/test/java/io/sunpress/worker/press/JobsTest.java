package io.sunpress.worker.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.topic.Topics;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.delay.RequestExpiry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final Duration RETENTION = Duration.ofDays(10);

  private final SettableClock clock = new SettableClock();
  private final Jobs jobs =
      new Jobs(
          (request, expired) ->
              new Job(
                  request,
                  new Patience(Duration.ofSeconds(30), clock::nanos, new Random(1)),
                  expired),
          new RequestExpiry(RETENTION, clock));

  @Test
  void whoAsksForTheSameCodeMeanwhileJoins() {
    Job job = jobs.joinOrBegin(asked(Duration.ZERO)).orElseThrow();
    assertThat(jobs.joinOrBegin(asked(Duration.ofDays(7)))).isEmpty();
    assertThat(job.requests()).hasSize(2);
    assertThat(jobs.end(job)).hasSize(2);
    assertThat(jobs.joinOrBegin(asked(Duration.ZERO))).as("another").isPresent();
  }

  @Test
  void whatHasExpiredJoinsNobodyAndIsJoinedByNobody() {
    Job fresh = jobs.joinOrBegin(asked(Duration.ofDays(8).minusMillis(1))).orElseThrow();
    Job expired = jobs.joinOrBegin(asked(Duration.ofDays(8))).orElseThrow();
    assertThat(fresh.expired).isFalse();
    assertThat(expired.expired).isTrue();
    assertThat(jobs.joinOrBegin(asked(Duration.ZERO))).as("joins the fresh one").isEmpty();
    assertThat(jobs.end(expired)).hasSize(1);
    assertThat(jobs.joinOrBegin(asked(Duration.ZERO))).as("which goes on").isEmpty();
    assertThat(jobs.end(fresh)).hasSize(3);
    assertThat(jobs.joinOrBegin(asked(Duration.ofDays(8)))).isPresent();
    assertThat(jobs.joinOrBegin(asked(Duration.ZERO))).as("not the expired").isPresent();
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
