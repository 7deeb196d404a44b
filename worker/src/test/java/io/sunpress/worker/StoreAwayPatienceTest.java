package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Question;
import io.sunpress.parts.TcpProxy;
import io.sunpress.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** How long a job is repeated is its own affair, not that of a store that was away. */
@Tag("long")
class StoreAwayPatienceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Workshop workshop = new Workshop();
  private final TcpProxy way = TcpProxy.to("127.0.0.1", Parts.shared().s3().port());

  @AfterEach
  void close() {
    way.restore();
    workshop.close();
    way.close();
  }

  @Test
  void aJobThatFailsBeforeAndAfterTheStoreWasAwayStillHasItsTime() throws Exception {
    ConfigurableApplicationContext worker =
        workshop.worker(
            "sunpress.storage.endpoint=http://127.0.0.1:" + way.port(),
            "sunpress.worker.patience=" + PATIENCE.toMillis() + "ms");
    workshop.wechat.holdReplies();
    workshop.wechat.faults().next(new Fault.Busy(), 2);
    Question question = workshop.ask("pages/patience", "p=1");
    assertThat(workshop.wechat.calls().awaitInFlight(1, Workshop.PATIENCE)).isTrue();
    way.cut();
    workshop.wechat.releaseReplies();
    StoreHealth health = worker.getBean(StoreHealth.class);
    await().atMost(Workshop.PATIENCE).until(() -> health.health().getStatus().equals(Status.DOWN));
    await().pollDelay(PATIENCE.plusMillis(100)).until(() -> true);
    way.restore();
    assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
    assertThat(workshop.codeCalls()).as("refused before and after").hasSize(3);
  }
}
