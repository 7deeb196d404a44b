package io.sunpress.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of shops' topics, with their sources' settings and what must come of them. */
public final class SampleRecords {
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private SampleRecords() {}

  public static List<JsonNode> all() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/onboarding"))) {
      return files.sorted().map(path -> JSON.readTree(path.toFile())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ConsumerRecord<byte[], byte[]> record(JsonNode sample) {
    JsonNode record = sample.get("record");
    RecordHeaders headers = new RecordHeaders();
    record
        .path("headers")
        .properties()
        .forEach(
            header -> headers.add(header.getKey(), header.getValue().asString().getBytes(UTF_8)));
    JsonNode key = record.path("key");
    return new ConsumerRecord<>(
        record.get("topic").asString(),
        3,
        42L,
        1_764_378_000_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key.isString() ? key.stringValue().getBytes(UTF_8) : null,
        value(record),
        headers,
        Optional.empty());
  }

  private static byte[] value(JsonNode record) {
    if (record.has("valueBase64")) {
      return Base64.getDecoder().decode(record.get("valueBase64").stringValue());
    }
    if (record.has("valueText")) {
      return record.get("valueText").stringValue().getBytes(UTF_8);
    }
    JsonNode value = record.get("value");
    return value == null || value.isNull() ? null : JSON.writeValueAsBytes(value);
  }
}
