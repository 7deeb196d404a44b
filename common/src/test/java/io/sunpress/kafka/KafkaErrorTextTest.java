package io.sunpress.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class KafkaErrorTextTest {
  @Test
  void isWhatTheInnermostOfWrappersReports() {
    Throwable inner = new ConfigException("No resolvable bootstrap urls given");
    assertThat(
            KafkaErrorText.of(new KafkaException("Failed to create new KafkaAdminClient", inner)))
        .isEqualTo("No resolvable bootstrap urls given");
    assertThat(KafkaErrorText.of(new ExecutionException(inner)))
        .isEqualTo("No resolvable bootstrap urls given");
  }

  @Test
  void keepsWhatEachCauseAdds() {
    Throwable chain =
        new SslAuthenticationException(
            "SSL handshake failed", new IllegalStateException("no valid certification path"));
    assertThat(KafkaErrorText.of(chain))
        .isEqualTo("SSL handshake failed: no valid certification path");
  }

  @Test
  void addsWhatANumberOfVersionsOrALapseOfTimeMeans() {
    assertThat(KafkaErrorText.of(new UnsupportedVersionException("does not support METADATA")))
        .contains("does not support METADATA", "older than Kafka 2.8");
    assertThat(KafkaErrorText.of(new TimeoutException("Timed out waiting for a node assignment")))
        .contains("Timed out", "spring.kafka.security.protocol");
  }

  @Test
  void hasAWordWhereThereIsNoMessage() {
    assertThat(KafkaErrorText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  @Test
  void leavesOutWhatFollowsASecretsName() {
    assertThat(
            KafkaErrorText.of(
                new KafkaException(
                    "x required username=\"a\" password=\"canary\nsecret\" ssl.keystore.password = canary2;")))
        .isEqualTo("x required username=\"a\" password=*** ssl.keystore.password = ***;");
  }

  @Test
  void isOneLineOfBoundedLength() {
    assertThat(KafkaErrorText.of(new KafkaException("a\nb".repeat(1_000))))
        .hasSizeLessThan(700)
        .doesNotContain("\n");
  }
}
