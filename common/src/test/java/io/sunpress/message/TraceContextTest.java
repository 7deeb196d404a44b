package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceContextTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void passesOnWhatWasGivenAndNothingElse() {
    Headers given = new RecordHeaders();
    given.add("traceparent", PARENT.getBytes(UTF_8));
    given.add("tracestate", "a=1,b=2".getBytes(UTF_8));
    given.add("authorization", "x".getBytes(UTF_8));
    Headers passedOn = new RecordHeaders();

    TraceContext.of(given).addTo(passedOn);

    assertThat(TraceContext.of(given).headers())
        .isEqualTo(Map.of("traceparent", PARENT, "tracestate", "a=1,b=2"));
    given.remove("authorization");
    assertThat(passedOn).containsExactlyInAnyOrder(given.toArray());
  }

  @Test
  void isNoneWhereNobodyTraces() {
    Headers headers = new RecordHeaders();
    headers.add("traceparent", null);

    assertThat(TraceContext.of(headers)).isEqualTo(TraceContext.NONE);
  }

  @Test
  void dropsAValueThatIsTooLong() {
    Headers headers = new RecordHeaders();
    headers.add("traceparent", PARENT.getBytes(UTF_8));
    headers.add("tracestate", new byte[513]);

    assertThat(TraceContext.of(headers).headers()).containsOnlyKeys("traceparent");
  }
}
