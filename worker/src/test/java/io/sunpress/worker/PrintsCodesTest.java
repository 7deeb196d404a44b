package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.CodeReader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The whole path on real parts, where nothing goes wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintsCodesTest {
  private final Workshop workshop = new Workshop();

  @BeforeAll
  void start() {
    workshop.worker();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "unlimited, false",
    "unlimited, true",
    "limited, false",
    "limited, true",
    "square, false"
  })
  void drawsStoresAndAnnouncesEveryKindAndFormat(String kind, boolean hyaline) {
    GenerateCode message =
        new GenerateCode(
            null,
            kind,
            "pages/" + kind,
            "h=" + hyaline,
            300,
            null,
            null,
            hyaline,
            null,
            null,
            null,
            null,
            "row 7",
            null);
    Question question = workshop.ask(message);
    JsonNode event = onlyEvent(question);
    assertThat(event.path("status").asString()).isEqualTo("ready");
    assertThat(event.path("contentType").asString())
        .isEqualTo(hyaline ? "image/png" : "image/jpeg");
    assertThat(event.path("url").asString())
        .isEqualTo("https://img.example/" + question.picture().path());
    assertThat(event.path("reference").asString()).isEqualTo("row 7");
    assertThat(event.path("cached").asBoolean()).isFalse();
    byte[] picture = workshop.picture(question);
    assertThat(event.path("bytes").asInt()).isEqualTo(picture.length);
    CodeContent content = CodeReader.read(picture);
    assertThat(content.app()).isEqualTo(Workshop.APP);
    if (kind.equals("unlimited")) {
      assertThat(content.page()).isEqualTo("pages/" + kind);
      assertThat(content.scene()).isEqualTo("h=" + hyaline);
    } else {
      assertThat(content.path()).isEqualTo(question.spec().pathWithScene());
    }
  }

  @Test
  void aCodeThatIsThereIsNotDrawnAgain() {
    Question first = workshop.ask("pages/again", "a=1");
    onlyEvent(first);
    Question second = workshop.ask("pages/again", "a=1");
    JsonNode event = onlyEvent(second);
    assertThat(event.path("cached").asBoolean()).isTrue();
    assertThat(event.path("attempts").asInt()).isZero();
    assertThat(callsFor("pages/again")).isEqualTo(1);
  }

  @Test
  void bulkRequestsAreServedToo() {
    Question question =
        workshop.ask(workshop.question(GenerateCode.of("pages/bulk", "b=1")), Lane.BULK);
    assertThat(onlyEvent(question).path("status").asString()).isEqualTo("ready");
  }

  private long callsFor(String page) {
    return workshop.codeCalls().stream().filter(c -> c.facts().page().equals(page)).count();
  }

  private JsonNode onlyEvent(Question question) {
    await().atMost(Workshop.PATIENCE).until(() -> !workshop.eventsOf(question).isEmpty());
    List<JsonNode> events = workshop.eventsOf(question);
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
