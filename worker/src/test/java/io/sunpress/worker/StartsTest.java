package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/** The process as {@code main} starts it: what it says before anything else. */
class StartsTest {
  private static final String KAFKA_LEVEL = "--logging.level.org.apache.kafka=";

  private final Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
  private Level before;

  @BeforeEach
  void remember() {
    before = kafka.getLevel();
  }

  @AfterEach
  void restore() {
    kafka.setLevel(before);
  }

  @Test
  void kafkasClientsDoNotTellTheirSettings() {
    startAlmost();
    assertThat(kafka.getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void kafkasClientsTellThemWhereTheyAreToldTo() {
    startAlmost(KAFKA_LEVEL + "info");
    assertThat(kafka.getLevel()).isEqualTo(Level.INFO);
  }

  /** The levels are set by then. */
  private static void startAlmost(String... arguments) {
    SpringApplication application = WorkerApplication.application();
    application.addInitializers(
        context -> {
          throw new SpringApplication.AbandonedRunException(context);
        });
    assertThatThrownBy(() -> application.run(arguments))
        .isInstanceOf(SpringApplication.AbandonedRunException.class);
  }
}
