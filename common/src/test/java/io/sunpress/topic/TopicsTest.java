package io.sunpress.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.code.CodeId;
import io.sunpress.request.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void hasTheTopicsOfTheDesign() {
    assertThat(Topics.DEFAULT.all())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrder(
            "sunpress.inbox",
            "sunpress.requests",
            "sunpress.requests.bulk",
            "sunpress.retries.1m",
            "sunpress.retries.10m",
            "sunpress.retries.1h",
            "sunpress.parked",
            "sunpress.answers",
            "sunpress.events",
            "sunpress.apps",
            "sunpress.campaigns",
            "sunpress.dead-letters");
    assertThat(Topics.DEFAULT.partitions()).isEqualTo(24);
    assertThat(Topics.DEFAULT.retention()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void putsEveryNameUnderThePrefix() {
    Topics topics = new Topics("shop-7.", 1, DAY);

    assertThat(topics.all()).allSatisfy(spec -> assertThat(spec.name()).startsWith("shop-7."));
    assertThat(Priority.INTERACTIVE.topic(topics)).isEqualTo("shop-7.requests");
    assertThat(Priority.BULK.topic(topics)).isEqualTo("shop-7.requests.bulk");
  }

  /** Pinned: another partition would hide all answers that were given before. */
  @Test
  void keepsACodesPartition() {
    assertThat(Topics.DEFAULT.partition(new CodeId("0123456789abcdefghjkmnpqrs"))).isEqualTo(12);
    assertThat(Topics.DEFAULT.partition(new CodeId("zzzzzzzzzzzzzzzzzzzzzzzzzz"))).isEqualTo(10);
    assertThat(new Topics("", 1, DAY).partition(new CodeId("zzzzzzzzzzzzzzzzzzzzzzzzzz"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "页", "a\n"})
  void refusesAPrefixThatNoTopicCanHave(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix, 1, DAY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void needsAPartition() {
    assertThatThrownBy(() -> new Topics("", 0, DAY)).isInstanceOf(IllegalArgumentException.class);
  }
}
