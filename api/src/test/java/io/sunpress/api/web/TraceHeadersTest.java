package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.message.TraceContext;
import io.sunpress.parts.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who traces a request finds his trace on its record, whichever door it came through. */
class TraceHeadersTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @ParameterizedTest
  @CsvSource({"/api/weapp/qrcode, path, hold-traced-compat", "/v1/codes, page, hold-traced-v1"})
  void aRequestsTraceIsOnItsRecord(String route, String member, String scene) {
    String body = "{\"%s\":\"pages/trace\",\"scene\":\"%s\"}".formatted(member, scene);
    SharedInstallation.api()
        .post(
            route,
            body,
            "Prefer",
            "respond-async",
            "traceparent",
            PARENT,
            "tracestate",
            "vendor=1");
    List<ConsumerRecord<byte[], byte[]>> records;
    try (TopicReader requests =
        new TopicReader(
            SharedInstallation.home().bootstrapServers(),
            SharedInstallation.home().topics().requests())) {
      records =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(requests::all, all -> all.stream().anyMatch(record -> asksFor(record, scene)));
    }
    assertThat(records)
        .filteredOn(record -> asksFor(record, scene))
        .singleElement()
        .satisfies(
            record ->
                assertThat(TraceContext.of(record.headers()).headers())
                    .isEqualTo(Map.of("traceparent", PARENT, "tracestate", "vendor=1")));
  }

  private static boolean asksFor(ConsumerRecord<byte[], byte[]> record, String scene) {
    return new String(record.value(), java.nio.charset.StandardCharsets.UTF_8).contains(scene);
  }
}
