package io.sunpress.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What is refused at the start, by which sentence. */
class SourceSettingsTest {
  private static final AppId APP = new AppId("wx5ca1ab1e5ca1ab1e");

  @Test
  void takesTheTenLinesOfTheReadme() {
    SourceProperties shop =
        sources(
                """
                sunpress.sources.shop:
                  topic: shop.shop.product
                  when: "record.value.op in ['c', 'r']"
                  ask:
                    page: pages/product/detail
                    scene: "id={record.value.after.id}"
                    reference: "{record.value.after.sku}"
                    requestId: "{record.headers.id}"
                    auto-color: "true"
                  apps: [wx5ca1ab1e5ca1ab1e]
                """)
            .get("shop");
    assertThat(shop.ask()).hasSize(5);
    assertThat(shop.apps()).containsExactly(APP);
    assertThat(compiler().compile("shop", shop)).isInstanceOf(MappingEvaluator.class);
  }

  @Test
  void wantsQuotesWhereYamlReadsAMap() {
    refused(
        """
        sunpress.sources.shop:
          topic: t
          ask:
            page: p
            scene: {record.value.id}
        """,
        "scene",
        "quotes");
  }

  @Test
  void refusesASettingThatThereIsNot() {
    refused("sunpress.sources.shop: {topic: t, whenn: 'true'}", "sunpress.sources.shop.whenn", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "when: record.vlaue == 1 | sunpress.sources.shop.when | vlaue",
        "when: record.value.op + | sunpress.sources.shop.when | column",
        "when: \"'text'\" | sunpress.sources.shop.when | boolean",
        "each: record.topic | sunpress.sources.shop.each | list",
        "ask.scene: \"id={record.value.a\" | sunpress.sources.shop.ask.scene | without }",
        "ask.scene: \"id=}\" | sunpress.sources.shop.ask.scene | without {",
        "ask.scene: \"{[1, 2]}\" | sunpress.sources.shop.ask.scene | no text",
        "ask.scene: \"{1.5}\" | sunpress.sources.shop.ask.scene | no text",
        "ask.scene: \"{row.id}\" | sunpress.sources.shop.ask.scene | row",
        "ask.scenes: \"a\" | sunpress.sources.shop.ask.scenes | there are",
        "format: protobuf | sunpress.sources.shop.format | protobuf",
        "format: avro | sunpress.sources.shop.registry.url | missing",
        "apps: wx0123456789abcdef | sunpress.sources.shop.apps | not in sunpress.apps",
        "topics: a,b | sunpress.sources.shop | exactly one",
      })
  void namesThePlaceAndWhatToDo(String line, String place, String why) {
    String key = line.substring(0, line.indexOf(':'));
    String value = line.substring(line.indexOf(':') + 1);
    refused(
        "sunpress.sources.shop.topic: t\n"
            + "sunpress.sources.shop.ask.page: pages/a\n"
            + "sunpress.sources.shop."
            + key
            + ":"
            + value,
        place,
        why);
  }

  @Test
  void wantsTheServersOfAClusterOfItsOwn() {
    refused(
        """
        sunpress.sources.shop:
          topic: t
          kafka.security.protocol: SASL_SSL
        """,
        "sunpress.sources.shop.kafka.bootstrap-servers",
        "inherits nothing");
  }

  private static void refused(String yaml, String place, String why) {
    assertThatThrownBy(
            () -> {
              SourceProperties source = sources(yaml).get("shop");
              SourceCompiler.topics("shop", source, Topics.DEFAULT);
              compiler().compile("shop", source);
            })
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(why);
  }

  private static SourceCompiler compiler() {
    ConfiguredApps apps = new ConfiguredApps(List.of(ConfiguredApp.of(APP)), Optional.of(APP));
    CodeIdGenerator ids = new CodeIdGenerator(IdKey.of(Secret.of("k".repeat(32))));
    return new SourceCompiler(
        apps,
        allowed -> new RequestValidator(allowed, ids, new RequestIdGenerator(Clock.systemUTC())));
  }

  static Map<String, SourceProperties> sources(String yaml) {
    try {
      StandardEnvironment environment = new StandardEnvironment();
      new YamlPropertySourceLoader()
          .load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
          .forEach(environment.getPropertySources()::addFirst);
      return SourcesBinder.bind(environment);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
