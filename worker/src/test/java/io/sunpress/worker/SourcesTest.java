package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sunpress.worker.source.SampleRecords;
import io.sunpress.worker.source.SourceLoops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Sources on a real broker. */
class SourcesTest {
  private static final String RUN = "shop" + System.nanoTime() + ".";
  private static final String GOOD = RUN + "good";
  private static final String ABSENT = RUN + "absent";
  private static final String STOCK = RUN + "stock";

  private final WorkerEnvironment environment = new WorkerEnvironment();
  private final ShopTopics shop = new ShopTopics(environment.bootstrapServers());

  @AfterEach
  void close() {
    shop.close();
    environment.close();
  }

  @Test
  void everySampleComesToItsEventsThroughARealTopic() throws Exception {
    List<JsonNode> samples =
        SampleRecords.all().stream().filter(sample -> !namesAnApp(sample)).toList();
    HttpServer registry = registry(samples);
    try {
      List<String> settings = new ArrayList<>();
      for (JsonNode sample : samples) {
        settings.addAll(settings(sample, registry.getAddress().getPort()));
        shop.create(topic(sample));
      }
      ConfigurableApplicationContext worker = environment.worker(settings.toArray(String[]::new));
      for (JsonNode sample : samples) {
        ConsumerRecord<byte[], byte[]> record = SampleRecords.record(sample);
        shop.write(
            new ProducerRecord<>(
                topic(sample), null, record.key(), record.value(), record.headers()));
      }
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .untilAsserted(() -> samples.forEach(sample -> assertEvents(sample)));
      assertThat(WorkerEnvironment.metric(worker, "sunpress.source.records", "outcome", "skipped"))
          .isEqualTo(count(samples, "skipped"));
      assertThat(environment.deadLetters())
          .hasSize(
              count(samples, "refused") + count(samples, "mixed") + count(samples, "unreadable"));
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void aSourceInTroubleStopsNoOther() {
    shop.create(GOOD);
    ConfigurableApplicationContext worker =
        environment.worker(
            "--sunpress.sources.good.topic=" + GOOD,
            "--sunpress.sources.good.ask.page=pages/good",
            "--sunpress.sources.good.ask.scene=id={record.value.id}",
            "--sunpress.sources.good.ask.reference=good-{record.value.id}",
            "--sunpress.sources.absent.topic=" + ABSENT,
            "--sunpress.sources.absent.ask.page=pages/absent",
            "--sunpress.sources.away.topic=shop.away",
            "--sunpress.sources.away.ask.page=pages/away",
            "--sunpress.sources.away.kafka.bootstrap-servers=127.0.0.1:1");
    shop.write(new ProducerRecord<>(GOOD, "{\"id\":7}".getBytes(UTF_8)));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .untilAsserted(() -> assertThat(statusesOf("good-7")).containsExactly("ready"));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .untilAsserted(
            () -> {
              SourceLoops sources = worker.getBean(SourceLoops.class);
              assertThat(sources.states().get("good")).isEqualTo("POLLING");
              assertThat(sources.states().get("absent"))
                  .contains("the topic " + ABSENT + " does not exist");
              assertThat(sources.states().get("away")).startsWith("WAITING: ");
            });
    shop.create(ABSENT);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(worker.getBean(SourceLoops.class).states().get("absent"))
                    .isEqualTo("POLLING"));
  }

  @Test
  void asksOncePerProductOfAChangeStream() {
    shop.create(STOCK);
    ConfigurableApplicationContext worker =
        environment.worker(
            "--sunpress.sources.stock.topic=" + STOCK,
            "--sunpress.sources.stock.once-per=1h",
            "--sunpress.sources.stock.ask.page=pages/stock",
            "--sunpress.sources.stock.ask.scene=id={record.value.id}");
    for (int i = 0; i < 300; i++) {
      shop.write(new ProducerRecord<>(STOCK, ("{\"id\":" + i % 3 + "}").getBytes(UTF_8)));
    }
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> requests(worker, "published") + requests(worker, "repeated") == 300);
    assertThat(requests(worker, "published")).isEqualTo(3);
  }

  private static double requests(ConfigurableApplicationContext worker, String outcome) {
    return WorkerEnvironment.metric(worker, "sunpress.source.requests", "outcome", outcome);
  }

  private void assertEvents(JsonNode sample) {
    JsonNode expected = sample.get("expect");
    for (JsonNode request : expected.path("requests")) {
      if (request.has("reference")) {
        assertThat(statusesOf(request.get("reference").asString())).contains("ready");
      }
    }
    if (expected.path("outcome").asString().equals("refused")) {
      assertThat(statusesOf(expected.get("reference").asString())).contains("failed");
    }
    for (JsonNode refused : expected.path("refused")) {
      assertThat(statusesOf(refused.get("reference").asString())).contains("failed");
    }
  }

  private List<String> statusesOf(String reference) {
    return environment.events().stream()
        .filter(event -> event.path("reference").asString().equals(reference))
        .map(event -> event.path("status").asString())
        .toList();
  }

  private static boolean namesAnApp(JsonNode sample) {
    return sample.toString().contains("\"app\"");
  }

  private static int count(List<JsonNode> samples, String outcome) {
    return (int)
        samples.stream()
            .filter(sample -> sample.get("expect").get("outcome").asString().equals(outcome))
            .count();
  }

  private static String topic(JsonNode sample) {
    return RUN + sample.get("name").asString();
  }

  private static List<String> settings(JsonNode sample, int registryPort) {
    String prefix = "--sunpress.sources." + sample.get("name").asString() + ".";
    JsonNode source = sample.get("source");
    List<String> settings = new ArrayList<>(List.of(prefix + "topic=" + topic(sample)));
    for (String name : List.of("when", "each", "format")) {
      if (source.has(name)) {
        settings.add(prefix + name + "=" + source.get(name).asString());
      }
    }
    if (source.has("registry")) {
      settings.add(prefix + "registry.url=http://127.0.0.1:" + registryPort);
    }
    source
        .get("ask")
        .properties()
        .forEach(
            member ->
                settings.add(
                    prefix + "ask." + member.getKey() + "=" + member.getValue().asString()));
    return settings;
  }

  private static HttpServer registry(List<JsonNode> samples) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/schemas/ids/",
        exchange -> {
          String id = exchange.getRequestURI().getPath().replace("/schemas/ids/", "");
          byte[] body =
              samples.stream()
                  .map(sample -> sample.path("schemas").path(id))
                  .filter(schema -> !schema.isMissingNode())
                  .findFirst()
                  .map(
                      schema ->
                          SampleRecords.JSON.writeValueAsBytes(
                              SampleRecords.JSON
                                  .createObjectNode()
                                  .put("schema", schema.toString())))
                  .orElse(new byte[0]);
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
