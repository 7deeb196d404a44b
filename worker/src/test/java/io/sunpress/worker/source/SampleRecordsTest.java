package io.sunpress.worker.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.worker.source.format.AvroRecordFormat;
import io.sunpress.worker.source.format.JsonRecordFormat;
import io.sunpress.worker.source.format.RecordFormat;
import io.sunpress.worker.source.format.SchemaLookup;
import io.sunpress.worker.source.format.SourceRecordReader;
import io.sunpress.worker.source.mapping.MappingSettings;
import io.sunpress.worker.source.mapping.RecordMapping;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every sample comes to what it expects. */
class SampleRecordsTest {
  static List<String> names() {
    return SampleRecords.all().stream().map(sample -> sample.get("name").stringValue()).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void comesToWhatItExpects(String name) {
    JsonNode sample =
        SampleRecords.all().stream()
            .filter(one -> one.get("name").stringValue().equals(name))
            .findFirst()
            .orElseThrow();
    EvaluatedRecord evaluated = evaluator(sample).evaluate(SampleRecords.record(sample));
    JsonNode expected = sample.get("expect");
    assertThat(outcome(evaluated)).isEqualTo(expected.get("outcome").stringValue());
    if (evaluated instanceof EvaluatedRecord.Unreadable unreadable) {
      assertThat(unreadable.error().errmsg()).contains(expected.get("reason_names").stringValue());
    }
    if (evaluated instanceof EvaluatedRecord.Rows rows) {
      check(rows, expected);
    }
  }

  private static void check(EvaluatedRecord.Rows rows, JsonNode expected) {
    assertThat(rows.requests().stream().map(request -> new TreeMap<>(request.members())).toList())
        .isEqualTo(
            SampleRecords.JSON.convertValue(
                expected.path("requests").isMissingNode()
                    ? SampleRecords.JSON.createArrayNode()
                    : expected.get("requests"),
                SampleRecords.JSON
                    .getTypeFactory()
                    .constructCollectionType(
                        List.class,
                        SampleRecords.JSON
                            .getTypeFactory()
                            .constructMapType(TreeMap.class, String.class, String.class))));
    JsonNode refused =
        expected.has("refused")
            ? expected.get("refused")
            : SampleRecords.JSON.createArrayNode().add(expected);
    for (int i = 0; i < rows.refusals().size(); i++) {
      EvaluatedRecord.Refusal refusal = rows.refusals().get(i);
      assertThat(refusal.error().errmsg())
          .contains(refused.get(i).get("reason_names").stringValue());
      assertThat(refusal.asker().reference())
          .contains(refused.get(i).get("reference").stringValue());
    }
  }

  private static String outcome(EvaluatedRecord evaluated) {
    if (evaluated instanceof EvaluatedRecord.Skipped) {
      return "skipped";
    }
    if (!(evaluated instanceof EvaluatedRecord.Rows rows)) {
      return "unreadable";
    }
    return rows.refusals().isEmpty() ? "accepted" : rows.requests().isEmpty() ? "refused" : "mixed";
  }

  private static RecordEvaluator evaluator(JsonNode sample) {
    JsonNode source = sample.get("source");
    Map<String, String> ask = new HashMap<>();
    source.get("ask").properties().forEach(e -> ask.put(e.getKey(), e.getValue().stringValue()));
    ConfiguredApps apps = apps();
    return new MappingEvaluator(
        new SourceRecordReader(format(sample)),
        RecordMapping.of(
            new MappingSettings(
                source.path("when").asString(""), source.path("each").asString(""), ask)),
        new RequestValidator(
            apps,
            new CodeIdGenerator(IdKey.of(Secret.of("k".repeat(32)))),
            new RequestIdGenerator(Clock.systemUTC())));
  }

  private static RecordFormat format(JsonNode sample) {
    return sample.get("source").path("format").asString("json").equals("avro")
        ? new AvroRecordFormat(
            id ->
                sample.get("schemas").has(Integer.toString(id))
                    ? new SchemaLookup.Found(
                        "AVRO", sample.get("schemas").get(Integer.toString(id)).toString())
                    : new SchemaLookup.Unknown())
        : new JsonRecordFormat();
  }

  private static ConfiguredApps apps() {
    AppId first = new AppId("wx5ca1ab1e5ca1ab1e");
    return new ConfiguredApps(
        List.of(ConfiguredApp.of(first), ConfiguredApp.of(new AppId("wx0ddba11c0ffee000"))),
        Optional.of(first));
  }
}
