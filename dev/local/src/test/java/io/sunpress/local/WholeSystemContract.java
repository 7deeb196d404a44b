package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import java.net.http.HttpResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a whole installation does, on whichever broker and S3 server it stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WholeSystemContract {
  private LocalSunpress sunpress;
  private PlainHttpClient plainHttpClient;
  private ShopSystem shop;

  /** Starts the installation that the tests below are run on. */
  abstract LocalSunpress start() throws Exception;

  /** The broker's address for other systems. */
  abstract String bootstrapServers();

  @BeforeAll
  void open() throws Exception {
    sunpress = start();
    plainHttpClient = new PlainHttpClient(sunpress.http());
    shop = new ShopSystem(bootstrapServers());
  }

  @AfterAll
  void close() {
    shop.close();
    sunpress.close();
  }

  @Test
  void theCompatCallAnswersWithAPictureThatSaysPageAndScene() {
    String url = plainHttpClient.url("pages/index/index", "a=1");
    HttpResponse<byte[]> picture = plainHttpClient.fetch(url);
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(picture.headers().firstValue("cache-control").orElse("")).contains("immutable");
    CodeContent content = SimulatedCodeReader.read(picture.body());
    assertThat(content.app()).isEqualTo(LocalWeChat.SIMULATED_APP);
    assertThat(content.page()).isEqualTo("pages/index/index");
    assertThat(content.scene()).isEqualTo("a=1");
    assertThat(content.env()).isEqualTo("release");
  }

  @ParameterizedTest
  @CsvSource({
    "unlimited, false, image/jpeg", "unlimited, true, image/png",
    "limited,   false, image/jpeg", "limited,   true, image/png",
    "square,    false, image/jpeg"
  })
  void everyKindAndFormatDecodesToItsPageAndScene(String kind, boolean hyaline, String type) {
    JsonNode code =
        plainHttpClient.code(
            """
            {"kind":"%s","hyaline":%s,"page":"pages/kind/%s","scene":"k=%s&h=%s","width":300}
            """
                .formatted(kind, hyaline, kind, kind, hyaline));
    assertThat(code.path("status").asString()).as(code.toString()).isEqualTo("ready");
    HttpResponse<byte[]> picture = plainHttpClient.fetch(code.path("url").asString());
    assertThat(picture.headers().firstValue("content-type")).contains(type);
    CodeContent content = SimulatedCodeReader.read(picture.body());
    String scene = "k=" + kind + "&h=" + hyaline;
    if (kind.equals("unlimited")) {
      assertThat(content.page()).isEqualTo("pages/kind/" + kind);
      assertThat(content.scene()).isEqualTo(scene);
    } else {
      assertThat(content.path())
          .isEqualTo("pages/kind/%s?scene=%s".formatted(kind, encoded(scene)));
    }
  }

  @Test
  void onePageWithTwoScenesIsTwoPictures() {
    String first = plainHttpClient.url("pages/two", "s=1");
    String second = plainHttpClient.url("pages/two", "s=2");
    assertThat(first).isNotEqualTo(second);
    assertThat(SimulatedCodeReader.read(plainHttpClient.fetch(first).body()).scene())
        .isEqualTo("s=1");
    assertThat(SimulatedCodeReader.read(plainHttpClient.fetch(second).body()).scene())
        .isEqualTo("s=2");
  }

  @Test
  void theSameRequestThroughHttpAndInboxIsOneCallToWeChat() throws Exception {
    String url = plainHttpClient.url("/pages/both/doors", "d=1");
    shop.writes(
        """
        {"page":"pages/both/doors","scene":"d=1","width":430,"reference":"both-doors"}""");
    String event = shop.readsEventWith("both-doors");
    assertThat(event).contains("\"status\":\"ready\"", url, "\"cached\":true");
    assertThat(callsFor("pages/both/doors")).isEqualTo(1);
  }

  @Test
  void anInboxMessageEndsInOneReadyEventWhosePictureIsThere() throws Exception {
    shop.writes(
        """
        {"page":"pages/product/detail","scene":"id=77","reference":"sku-77"}""");
    ConsumerRecord<String, byte[]> event =
        shop.reads(record -> ShopSystem.text(record).contains("sku-77"));
    assertThat(ShopSystem.header(event, "ce_type")).isEqualTo("io.sunpress.code.ready.v1");
    assertThat(ShopSystem.header(event, "ce_subject")).isEqualTo(event.key());
    assertThat(ShopSystem.header(event, "ce_reference")).isEqualTo("sku-77");
    JsonNode job = plainHttpClient.job(event.key());
    assertThat(job.path("status").asString()).isEqualTo("ready");
    byte[] picture = plainHttpClient.fetch(job.path("url").asString()).body();
    assertThat(SimulatedCodeReader.read(picture).scene()).isEqualTo("id=77");
  }

  @Test
  void anInboxMessageThatIsWrongEndsInAFailedEventAndTheNextOneGoesOn() throws Exception {
    shop.writes("{\"page\":\"pages/a\",\"scene\":\"50%\",\"reference\":\"wrong-scene\"}");
    shop.writes("this is no JSON");
    shop.writes("{\"page\":\"pages/a\",\"scene\":\"ok=1\",\"reference\":\"after-the-wrong\"}");
    assertThat(shop.readsEventWith("wrong-scene"))
        .contains("\"status\":\"failed\"", "\"class\":\"request\"");
    assertThat(shop.readsEventWith("after-the-wrong")).contains("\"status\":\"ready\"");
  }

  private long callsFor(String page) {
    return sunpress.simulator().orElseThrow().calls().where(c -> asksFor(c, page)).size();
  }

  private static boolean asksFor(RecordedCall recordedCall, String page) {
    return recordedCall.facts().page().equals(page);
  }

  private static String encoded(String scene) {
    return java.net.URLEncoder.encode(scene, java.nio.charset.StandardCharsets.UTF_8);
  }
}
