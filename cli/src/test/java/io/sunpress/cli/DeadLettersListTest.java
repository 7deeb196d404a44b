package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.request.CodeRequest;
import io.sunpress.worker.WorkerEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dead-letters list} on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersListTest {
  private final DeadLettersEnvironment deadLetters = new DeadLettersEnvironment();
  private final CodeRequest codeRequest =
      deadLetters.installation.question(CodeRequestMessage.of("pages/list", "a=1"));

  @BeforeAll
  void threeDied() {
    String requests = deadLetters.installation.topics.requests();
    deadLetters.died(
        requests,
        codeRequest.id().value(),
        new String(CodeRequestMessageCodec.write(codeRequest.message()), StandardCharsets.UTF_8),
        DeadLettersEnvironment.BUSY,
        new RecordHeaders());
    deadLetters.died(
        deadLetters.installation.topics.inbox(),
        "{\"app\":\"wx0123456789abcdef\",\"campaign\":{\"id\":\"spring\",\"row\":3}}",
        DeadLettersEnvironment.NOT_RELEASED);
    RecordHeaders forged = new RecordHeaders();
    forged.add("sunpress-marker", "replayed".getBytes(StandardCharsets.UTF_8));
    deadLetters.died(requests, "0@0", "\u001b[2Jnoise", DeadLettersEnvironment.NOT_JSON, forged);
  }

  @AfterAll
  void close() {
    deadLetters.close();
  }

  @Test
  void givesEachALineAndCountsTheCauses() {
    assertThat(deadLetters.run("list")).isZero();
    assertThat(deadLetters.lines()).hasSize(7);
    assertThat(deadLetters.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("\\d@\\d .*")
                    .contains("busy", "-1", WorkerEnvironment.APP, codeRequest.id().value())
                    .contains(
                        deadLetters.installation.topics.requests(), "system error rid: 1-2-3"));
    assertThat(deadLetters.lines()).contains("1 × busy -1", "1 × request 41030", "1 × request");
    assertThat(deadLetters.lastLine())
        .isEqualTo("3 dead letters; 0 more were replayed and are not listed");
    assertThat(deadLetters.complaint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--errcode=41030, 1, invalid page",
    "--errcode=-1, 1, system error",
    "--class=request, 2, request",
    "--class=storage, 0, ''",
    "--app=wx0123456789abcdef, 1, invalid page",
    "--app=wx5ca1ab1e5ca1ab1e, 1, system error",
    "--campaign=spring, 1, invalid page",
    "--campaign=autumn, 0, ''",
    "--since=PT1H, 3, ''",
    "--until=PT1H, 0, ''",
    "--since=2026-01-01T00:00:00Z, 3, ''",
    "--until=2026-01-01T00:00:00Z, 0, ''",
    "--limit=2, 2, ''"
  })
  void listsOnlyWhatEachFilterLets(String filter, int count, String text) {
    assertThat(deadLetters.run("list", filter)).isZero();
    assertThat(deadLetters.lastLine()).startsWith(count + " dead letters");
    assertThat(deadLetters.lines().stream().filter(line -> line.matches("\\d@\\d .*")))
        .hasSize(count)
        .allSatisfy(line -> assertThat(line).contains(text));
  }

  @Test
  void countsAgesBackFromItsClock() {
    deadLetters.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    assertThat(deadLetters.run("list", "--since=PT1H")).isZero();
    assertThat(deadLetters.lastLine()).startsWith("0 dead letters");
    assertThat(deadLetters.run("list", "--since=PT3H")).isZero();
    assertThat(deadLetters.lastLine()).startsWith("3 dead letters");
    deadLetters.clock = Clock.systemUTC();
  }

  @Test
  void writesAJsonObjectALine() {
    assertThat(deadLetters.run("list", "--format=json", "--errcode=41030")).isZero();
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode letter = mapper.readTree(deadLetters.lines().get(0));
    assertThat(letter.path("class").asString()).isEqualTo("request");
    assertThat(letter.path("errcode").asInt()).isEqualTo(41030);
    assertThat(letter.path("campaign").asString()).isEqualTo("spring");
    assertThat(letter.path("topic").asString()).isEqualTo(deadLetters.installation.topics.inbox());
    JsonNode sum = mapper.readTree(deadLetters.lastLine());
    assertThat(sum.path("letters").asInt()).isEqualTo(1);
    assertThat(sum.path("causes").path("request 41030").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\"',
      value = {
        "list, --class=odd, there is no class 'odd'",
        "list, --dry-run, Unknown: --dry-run",
        "list, --since=yesterday, '--since': it is a time",
        "list, --limit=0, --limit is a number from 1",
        "list, --limit=many, Invalid value for option '--limit'",
        "list, --format=xml, Invalid value for option '--format'",
        "list, --app, '--app' (wx…)",
        "list, --app=, '--app': it is empty",
        "replay, --rate=1001, --rate is a number from 1 to 1000",
        "replay, --force=yes, '--force'",
        "bury, --limit=1, Unknown: bury",
        "list, replay, Unknown: replay"
      })
  void refusesWhatItDoesNotUnderstand(String word, String option, String complaint) {
    assertThat(deadLetters.run(word, option)).isEqualTo(2);
    assertThat(deadLetters.complaint())
        .contains(complaint, "Usage: java -jar cli.jar dead-letters");
    assertThat(deadLetters.lines()).isEmpty();
  }

  @Test
  void saysThatItsTopicIsNotThere() {
    assertThat(deadLetters.runWith(new String[] {"sunpress.topics.prefix=nowhere."}, "list"))
        .isEqualTo(1);
    assertThat(deadLetters.complaint()).contains("topic nowhere.dead-letters is not there");
  }

  @Test
  void saysWhichSettingIsWrong() {
    assertThat(deadLetters.runWith(new String[] {"sunpress.topics.partitions=0"}, "list"))
        .isEqualTo(1);
    assertThat(deadLetters.complaint()).contains("The settings can't be used", "partitions");
  }
}
