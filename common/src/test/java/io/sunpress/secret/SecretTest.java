package io.sunpress.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.storage.S3ConnectionSettings;
import java.net.URI;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;

class SecretTest {
  private static final String VALUE = "s3cr3t-value";
  private static final Secret SECRET = Secret.of(VALUE);

  @Test
  void printsStarsHoweverItIsPrinted() {
    List<String> printed =
        List.of(
            SECRET.toString(),
            "" + SECRET,
            String.valueOf(SECRET),
            String.format("%s %20s %-8S", SECRET, SECRET, SECRET),
            "%s".formatted(SECRET),
            new StringBuilder().append(SECRET).toString(),
            MessageFormat.format("{0}", SECRET),
            MessageFormatter.format("{}", SECRET).getMessage(),
            List.of(SECRET).toString(),
            Optional.of(SECRET).toString());

    assertThat(printed)
        .allSatisfy(text -> assertThat(text).contains("***").doesNotContainIgnoringCase(VALUE));
  }

  @Test
  void staysHiddenInARecordThatHoldsIt() {
    S3ConnectionSettings address =
        new S3ConnectionSettings(
            URI.create("http://127.0.0.1:9000"),
            Optional.empty(),
            "sunpress",
            Secret.of("access-key-value"),
            SECRET,
            Duration.ofSeconds(1),
            false);

    assertThat(address.toString())
        .contains("accessKey=***", "secretKey=***")
        .doesNotContain(VALUE, "access-key-value");
  }

  @Test
  void equalsByValueAndKnowsWhetherItIsSet() {
    assertThat(SECRET).isEqualTo(Secret.of(VALUE)).hasSameHashCodeAs(Secret.of(VALUE));
    assertThat(SECRET).isNotEqualTo(Secret.of("other")).isNotEqualTo(VALUE);
    assertThat(Secret.of("").isEmpty()).isTrue();
    assertThat(SECRET.isEmpty()).isFalse();
    assertThat(SECRET.reveal()).isEqualTo(VALUE);
  }
}
