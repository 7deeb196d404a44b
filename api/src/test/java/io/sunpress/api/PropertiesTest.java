package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.http.HttpProperties;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.pictures.PicturesProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Pins every key and every default: a renamed key is a broken installation. */
class PropertiesTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    AskingProperties.class,
    HttpProperties.class,
    LedgerProperties.class,
    PicturesProperties.class
  })
  static class Bound {}

  @Test
  void haveTheseDefaults() {
    runner.run(
        context -> {
          assertThat(context.getBean(AskingProperties.class))
              .isEqualTo(
                  new AskingProperties(
                      Duration.ofSeconds(8),
                      Duration.ofSeconds(30),
                      Duration.ofMinutes(15),
                      Duration.ofMillis(1800)));
          assertThat(context.getBean(HttpProperties.class))
              .isEqualTo(new HttpProperties(DataSize.ofKilobytes(64)));
          assertThat(context.getBean(LedgerProperties.class))
              .isEqualTo(
                  new LedgerProperties(
                      Path.of("data/ledger"), Duration.ofSeconds(10), Duration.ofSeconds(1), 5000));
          assertThat(context.getBean(PicturesProperties.class))
              .isEqualTo(new PicturesProperties(Duration.ofSeconds(5), 8));
        });
  }

  @Test
  void haveTheseKeys() {
    runner
        .withPropertyValues(
            "sunpress.asking.patience=1s",
            "sunpress.asking.max-wait=2s",
            "sunpress.asking.ask-again-after=3m",
            "sunpress.asking.acknowledge-within=4s",
            "sunpress.http.body-limit=1KB",
            "sunpress.ledger.directory=/ledger",
            "sunpress.ledger.look-every=5s",
            "sunpress.ledger.say-within=6s",
            "sunpress.ledger.max-waiting=7",
            "sunpress.pictures.patience=8s",
            "sunpress.pictures.readers=9")
        .run(
            context -> {
              assertThat(context.getBean(AskingProperties.class))
                  .isEqualTo(
                      new AskingProperties(
                          Duration.ofSeconds(1),
                          Duration.ofSeconds(2),
                          Duration.ofMinutes(3),
                          Duration.ofSeconds(4)));
              assertThat(context.getBean(HttpProperties.class))
                  .isEqualTo(new HttpProperties(DataSize.ofKilobytes(1)));
              assertThat(context.getBean(LedgerProperties.class))
                  .isEqualTo(
                      new LedgerProperties(
                          Path.of("/ledger"), Duration.ofSeconds(5), Duration.ofSeconds(6), 7));
              assertThat(context.getBean(PicturesProperties.class))
                  .isEqualTo(new PicturesProperties(Duration.ofSeconds(8), 9));
            });
  }

  @Test
  void refuseWhatIsOutOfBounds() {
    for (String wrong :
        new String[] {
          "sunpress.asking.patience=51s",
          "sunpress.asking.max-wait=-1s",
          "sunpress.asking.ask-again-after=0s",
          "sunpress.asking.acknowledge-within=1ms",
          "sunpress.http.body-limit=1B",
          "sunpress.http.body-limit=1GB",
          "sunpress.ledger.look-every=1ms",
          "sunpress.ledger.say-within=1h",
          "sunpress.ledger.max-waiting=0",
          "sunpress.pictures.patience=51s",
          "sunpress.pictures.readers=0"
        }) {
      runner.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }
}
