package io.sunpress.worker.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIds;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.code.Revision;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.RequestIds;
import io.sunpress.secret.Secret;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.engine.Claim;
import io.sunpress.worker.retry.Expiry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final Duration RETENTION = Duration.ofDays(10);

  private final SettableClock clock = new SettableClock();
  private final Jobs jobs =
      new Jobs(
          (request, expired) ->
              new Job(request, new Patience(Duration.ofSeconds(30), clock, new Random(1)), expired),
          new Expiry(RETENTION, clock));

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
    AppId id = new AppId("wx5ca1ab1e5ca1ab1e");
    App app =
        new App(
            id,
            Optional.empty(),
            Revision.NONE,
            EnumSet.allOf(CodeKind.class),
            EnumSet.allOf(EnvVersion.class));
    Question question =
        new Judge(
                new Apps(List.of(app), Optional.of(id)),
                new CodeIds(IdKey.of(Secret.of("id-key-0123456789abcdef0123456789"))),
                new RequestIds(clock))
            .judge(GenerateCode.of("pages/a", "n=1"))
            .fold(
                valid -> valid,
                refused -> {
                  throw new AssertionError(refused.toString());
                });
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "requests",
            0,
            0,
            clock.instant().minus(ago).toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            new RecordHeaders(),
            Optional.empty());
    return new Request(question, record, new Unended());
  }

  private static final class Unended implements Claim {
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
