package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sunpress.api.testing.Installation;
import io.sunpress.settings.InvalidConfigurationException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The process as {@code main} starts it: what it says before anything else. */
@ExtendWith(OutputCaptureExtension.class)
class StartupTest {
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

  /**
   * Another server of these tests may log meanwhile: only what belongs to this start is looked at.
   */
  @Test
  void aRefusedOneSaysWhyAndWhatToDoWithoutAStackTrace(
      CapturedOutput output, @TempDir Path directory) {
    assertThatThrownBy(
            () ->
                ApiApplication.application()
                    .run(
                        "--server.address=0.0.0.0",
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "--sunpress.id-key=" + Installation.ID_KEY,
                        "--sunpress.apps[0].app-id=" + Installation.APP,
                        "--sunpress.storage.endpoint=http://127.0.0.1:1",
                        "--sunpress.storage.access-key=canary-access",
                        "--sunpress.storage.secret-key=canary-secret",
                        "--sunpress.ledger.directory=" + directory))
        .hasRootCauseInstanceOf(InvalidConfigurationException.class);
    assertThat(output.getAll())
        .contains(
            "APPLICATION FAILED TO START",
            "there are no sunpress.keys\n",
            "Action:",
            "new-key --id=")
        .doesNotContain("Caused by: " + InvalidConfigurationException.class.getName())
        .doesNotContain("canary");
  }

  /** Spring trusts every private address as a proxy's where it finds itself in Kubernetes. */
  @Test
  void believesNoForwardedHeadersInKubernetes() throws Exception {
    Properties defaults = new Properties();
    try (InputStream in = ApiApplication.class.getResourceAsStream("/sunpress-api.properties")) {
      defaults.load(in);
    }
    assertThat(defaults).containsEntry("server.forward-headers-strategy", "none");
  }

  /** The levels are set by then. */
  private static void startAlmost(String... arguments) {
    SpringApplication application = ApiApplication.application();
    application.addInitializers(
        context -> {
          throw new SpringApplication.AbandonedRunException(context);
        });
    assertThatThrownBy(() -> application.run(arguments))
        .isInstanceOf(SpringApplication.AbandonedRunException.class);
  }
}
