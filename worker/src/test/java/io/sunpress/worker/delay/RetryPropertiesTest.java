package io.sunpress.worker.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Pins every key and every default. */
class RetryPropertiesTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(RetryProperties.class)
  static class Bound {}

  @Test
  void haveTheseDefaults() {
    runner.run(
        context ->
            assertThat(context.getBean(RetryProperties.class))
                .isEqualTo(
                    new RetryProperties(
                        Duration.ofSeconds(30),
                        List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5))));
  }

  @Test
  void haveTheseKeys() {
    runner
        .withPropertyValues(
            "sunpress.worker.in-memory-wait=1s",
            "sunpress.worker.retry-delays=2s,3s,4s",
            "sunpress.worker.probe-interval=6s",
            "sunpress.worker.max-probe-interval=7s",
            "sunpress.worker.parked-rotation-interval=8s")
        .run(
            context ->
                assertThat(context.getBean(RetryProperties.class))
                    .isEqualTo(
                        new RetryProperties(
                            Duration.ofSeconds(1),
                            List.of(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)),
                            Duration.ofSeconds(6),
                            Duration.ofSeconds(7),
                            Duration.ofSeconds(8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in-memory-wait=31s",
        "in-memory-wait=0s",
        "retry-delays=1m,10m",
        "retry-delays=1m,10m,1h,1d",
        "retry-delays=1m,10m,0s",
        "probe-interval=0s",
        "max-probe-interval=2h",
        "parked-rotation-interval=0s"
      })
  void haveBounds(String setting) {
    runner
        .withPropertyValues("sunpress.worker." + setting)
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void giveEachTopicItsDelayInOrder() {
    List<RetryDelay> delays =
        RetryDelay.all(
            Topics.DEFAULT, List.of(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ZERO));
    assertThat(delays).extracting(RetryDelay::label).containsExactly("1m", "10m", "1h");
    assertThat(delays.get(1))
        .isEqualTo(new RetryDelay("sunpress.retries.10m", Duration.ofHours(2)));
  }
}
