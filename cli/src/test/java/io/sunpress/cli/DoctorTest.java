package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.cli.deadletters.RateClock;
import io.sunpress.installation.LocalServers;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.worker.StubTokenServer;
import io.sunpress.worker.WorkerEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code doctor} on real parts: an installation where all is well, and one fault at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {
  private static final String PAGE = "--page=pages/index/index";

  private final WorkerEnvironment installation = new WorkerEnvironment();
  private final CommandRun doctor = new CommandRun();

  /** A worker makes the topics, the bucket and its mark. */
  @BeforeAll
  void start() {
    installation.stop(installation.worker());
  }

  @BeforeEach
  void healthy() {
    installation.wechat.faults().clear();
    installation.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET)
            .withUnreleased("pages/soon"));
  }

  @AfterAll
  void close() {
    installation.close();
  }

  @Test
  void findsNothingWhereAllIsWell() {
    try (StubPublicServer server = new StubPublicServer()) {
      assertThat(run(server.setting(), "--app=" + WorkerEnvironment.APP, PAGE, "--lang=en"))
          .isZero();
    }
    assertThat(lines())
        .filteredOn(line -> !line.contains("replication factor 1"))
        .hasSize(11)
        .allSatisfy(line -> assertThat(line).startsWith("ok "));
    assertThat(lines().stream().map(line -> line.split(" +")[1]))
        .containsExactly(
            "secret",
            "address",
            "page",
            "quota",
            "bucket",
            "rights",
            "create-only",
            "id-key",
            "public-url",
            "topics",
            "durability",
            "clock");
    assertThat(doctor.complaint()).isEmpty();
  }

  @Test
  void spendsOneCallOfTheQuotaAndStoresNoPicture() {
    long before = installation.codeCalls().size();
    run(Set.of(), PAGE);
    assertThat(installation.codeCalls()).hasSize((int) before + 1);
    assertThat(installation.codeCalls().get((int) before).facts().scene()).isEqualTo("doctor");
    assertThat(installation.events()).isEmpty();
  }

  @Test
  void speaksBothLanguagesUnlessOneIsNamed() {
    run(Set.of(), PAGE);
    assertThat(lines()).hasSize(24);
    assertThat(lines().get(0)).contains("WeChat accepts the AppSecret");
    assertThat(lines().get(1)).contains("微信接受");
    run(Set.of(), PAGE, "--lang=zh");
    assertThat(lines())
        .hasSize(12)
        .allSatisfy(line -> assertThat(line).containsPattern("[\\u4e00-\\u9fa5]"));
  }

  @Test
  void reportsAWrongSecretAndNeverTheSecret() {
    assertThat(run(Set.of("sunpress.apps[0].secret=canary-wrong-secret"), PAGE)).isEqualTo(1);
    assertThat(line("secret")).startsWith("FAIL").contains("40125", "sunpress.apps[].secret");
    assertThat(line("page")).startsWith("warn").contains("secret has to be fixed first");
    assertThat(doctor.output()).doesNotContain("canary");
  }

  @Test
  void reportsAMissingSecret() {
    assertThat(run(Set.of("sunpress.apps[0].secret="), PAGE)).isEqualTo(1);
    assertThat(line("secret")).startsWith("FAIL").contains("41004");
  }

  @Test
  void asksATokenServiceAndNeedsNoSecret() {
    try (StubTokenServer service = new StubTokenServer()) {
      Set<String> settings =
          Set.of(
              "sunpress.apps[0].secret=",
              "sunpress.apps[0].token-source=url",
              "sunpress.apps[0].token-url=" + service.url(),
              "sunpress.apps[0].token-bearer=canary-bearer");
      service.holds(installation.token());
      assertThat(run(settings, PAGE)).isZero();
      assertThat(line("token")).startsWith("ok").contains("127.0.0.1", "WeChat accepts");
      assertThat(line("page")).startsWith("ok");
      service.holds("not-a-token-of-wechats");
      assertThat(run(settings, PAGE)).isEqualTo(1);
      assertThat(line("token")).startsWith("FAIL").contains("40001", "newest token");
      assertThat(line("page")).startsWith("warn").contains("token has to be fixed first");
      service.refuses(401);
      assertThat(run(settings, PAGE)).isEqualTo(1);
      assertThat(line("token")).startsWith("FAIL").contains("HTTP 401", ".token-bearer");
      assertThat(doctor.output()).doesNotContain("canary", "key=");
    }
  }

  @Test
  void readsATokenFileAndNeedsNoSecret(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("token");
    Set<String> settings =
        Set.of(
            "sunpress.apps[0].secret=",
            "sunpress.apps[0].token-source=file",
            "sunpress.apps[0].token-file=" + file);
    assertThat(run(settings, PAGE)).isEqualTo(1);
    assertThat(line("token")).startsWith("FAIL").contains("is not there", "token-file");
    Files.writeString(file, installation.token() + "\n");
    assertThat(run(settings, PAGE)).isZero();
    assertThat(line("token")).startsWith("ok").contains(file.toString());
    Files.writeString(file, "not-a-token-of-wechats");
    assertThat(run(settings, PAGE)).isEqualTo(1);
    assertThat(line("token")).startsWith("FAIL").contains("40001", file.toString());
  }

  @Test
  void reportsAKeyThatTheTokenSourceMisses() {
    assertThat(run(Set.of("sunpress.apps[0].token-source=file"), PAGE)).isEqualTo(1);
    assertThat(line("settings")).startsWith("FAIL").contains("token-file is needed");
    assertThat(line("topics")).startsWith("ok");
  }

  @Test
  void reportsARefusedAddress() {
    installation.wechat.faults().always(new SimulatedFault.AddressRefused(), 1, 1);
    assertThat(run(Set.of(), PAGE)).isEqualTo(1);
    assertThat(line("address")).startsWith("FAIL").contains("40164", "203.0.113.7", "IP list");
    assertThat(line("secret")).startsWith("warn");
  }

  @Test
  void reportsAPageThatIsNotReleased() {
    assertThat(run(Set.of(), "--page=/pages/soon")).isEqualTo(1);
    assertThat(line("page")).startsWith("FAIL").contains("pages/soon", "41030", "checkPath");
    assertThat(line("quota")).startsWith("ok");
  }

  @Test
  void looksAtNoPageThatIsNotNamed() {
    long before = installation.codeCalls().size();
    assertThat(run(Set.of())).isZero();
    assertThat(line("page")).startsWith("warn").contains("--page=");
    assertThat(installation.codeCalls()).hasSize((int) before);
  }

  @Test
  void waitsForBetterTimesWhereWeChatIsBusy() {
    installation.wechat.faults().next(new SimulatedFault.Busy(), 1);
    assertThat(run(Set.of(), PAGE)).isZero();
    assertThat(line("page")).startsWith("warn").contains("-1", "later");
  }

  @Test
  void reportsThatWeChatCannotBeReached() {
    assertThat(run(Set.of("sunpress.wechat.url=http://127.0.0.1:9"), PAGE)).isEqualTo(1);
    assertThat(line("secret")).startsWith("FAIL").contains("can't be reached", "wechat.url");
  }

  @Test
  void reportsAnExhaustedAndAnUnknownQuota() {
    String app = "wx0000000000000002";
    installation.wechat.addApp(SimulatedApp.of(app, WorkerEnvironment.APP_SECRET).withDayLimit(2));
    Set<String> settings = Set.of("sunpress.apps[0].app-id=" + app);
    run(settings, PAGE);
    assertThat(line("quota")).startsWith("ok").contains("1 of 2");
    assertThat(run(settings, PAGE)).isEqualTo(1);
    assertThat(line("quota")).startsWith("FAIL").contains("0 of 2", "00:00");
    installation
        .wechat
        .faults()
        .next(
            new SimulatedFault.Api(76021, "cgi_path not found"),
            1,
            FaultScope.calls(CallKind.QUOTA));
    run(Set.of());
    assertThat(line("quota")).startsWith("warn").contains("76021");
  }

  @Test
  void reportsAWrongKeyOfTheStore() {
    assertThat(run(Set.of("sunpress.storage.secret-key=canary-wrong-key"), PAGE)).isEqualTo(1);
    assertThat(line("bucket")).startsWith("FAIL").contains("HTTP 403", ".secret-key");
    assertThat(line("rights")).startsWith("warn");
    assertThat(doctor.output()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({"true, 0, warn, the first start creates it", "false, 1, FAIL, create it"})
  void createsNoBucket(boolean mayMake, int exit, String level, String advice) {
    Set<String> settings =
        Set.of("sunpress.storage.bucket=nowhere", "sunpress.storage.create-bucket=" + mayMake);
    for (int i = 0; i < 2; i++) {
      assertThat(run(settings, PAGE)).isEqualTo(exit);
      assertThat(line("bucket")).startsWith(level).contains("nowhere is not there", advice);
    }
  }

  @Test
  void reportsTheIdKeyOfAnotherInstallation() {
    assertThat(run(Set.of("sunpress.id-key=canary-other-key-0123456789abcdef01"), PAGE))
        .isEqualTo(1);
    assertThat(line("id-key"))
        .startsWith("FAIL")
        .contains("here", "in the bucket", "sunpress.id-key");
    assertThat(doctor.output()).doesNotContain("canary");
  }

  @Test
  void reportsASettingThatIsMissingAndGoesOn() {
    assertThat(run(Set.of("sunpress.id-key=canary-short"), PAGE)).isEqualTo(1);
    assertThat(line("settings")).startsWith("FAIL").contains("32 characters");
    assertThat(line("topics")).startsWith("ok");
    assertThat(doctor.output()).doesNotContain("canary");
  }

  @Test
  void reportsAWrongTopicPolicyAndCreatesNoTopics() throws Exception {
    assertThat(run(Set.of("sunpress.topics.prefix=doctor."), PAGE)).isZero();
    assertThat(line("topics")).startsWith("warn").contains("doctor.requests", "first start");
    try (Admin admin =
        Admin.create(
            Map.of("bootstrap.servers", LocalServers.shared().broker().bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .noneMatch(name -> name.startsWith("doctor."));
      List<NewTopic> all =
          admin.listTopics().names().get(10, TimeUnit.SECONDS).stream()
              .filter(name -> name.startsWith(installation.topics.prefix()))
              .map(name -> "doctor." + name.substring(installation.topics.prefix().length()))
              .map(name -> new NewTopic(name, 4, (short) 1))
              .toList();
      admin.createTopics(all).all().get(10, TimeUnit.SECONDS);
    }
    assertThat(run(Set.of("sunpress.topics.prefix=doctor."), PAGE)).isEqualTo(1);
    assertThat(line("topics")).startsWith("FAIL");
    assertThat(lines())
        .anyMatch(line -> line.contains("topic doctor.answers has cleanup.policy=delete"));
  }

  @Test
  void reportsThatKafkaIsAway() {
    assertThat(run(Set.of("spring.kafka.bootstrap-servers=127.0.0.1:9"), PAGE)).isEqualTo(1);
    assertThat(line("topics")).startsWith("FAIL").contains("Kafka does not answer: Timed out");
  }

  @ParameterizedTest
  @CsvSource({
    "200, image/png, inline, ok, serves pictures to everybody",
    "403, image/png, inline, FAIL, answers HTTP 403",
    "302, image/png, inline, FAIL, answers HTTP 302",
    "502, image/png, inline, warn, run doctor again",
    "200, application/octet-stream, inline, FAIL, application/octet-stream",
    "200, image/png, attachment; filename=a, FAIL, Content-Disposition: attachment"
  })
  void fetchesAPictureByThePublicAddress(
      int status, String type, String disposition, String level, String text) {
    try (StubPublicServer server = new StubPublicServer()) {
      server.answers(status, type, disposition);
      assertThat(run(server.setting())).isEqualTo(level.equals("FAIL") ? 1 : 0);
      assertThat(line("public-url")).startsWith(level).contains(text);
      assertThat(server.path())
          .isEqualTo("/codes/" + WorkerEnvironment.APP + "/d0ct0r00000000000000000000.png");
      assertThat(server.headers()).doesNotContainKeys("Authorization", "Token");
    }
  }

  @Test
  void reportsAnotherFileAndNoAnswerAtThePublicAddress() {
    try (StubPublicServer server = new StubPublicServer()) {
      server.serves("another".getBytes(StandardCharsets.UTF_8));
      assertThat(run(server.setting())).isEqualTo(1);
      assertThat(line("public-url")).startsWith("FAIL").contains("another file");
    }
    assertThat(run(Set.of("sunpress.public-base-url=http://127.0.0.1:9"))).isZero();
    assertThat(line("public-url")).startsWith("warn").contains("ConnectException");
  }

  @ParameterizedTest
  @CsvSource({"-61, warn", "-50, ok", "50, ok", "65, warn"})
  void comparesClocks(int seconds, String level) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    assertThat(run(clock, Set.of(), "--lang=en")).isZero();
    assertThat(line("clock")).startsWith(level);
    if (level.equals("warn")) {
      assertThat(line("clock")).containsPattern(seconds < 0 ? "-6[0-3] s" : " 6[4-8] s");
    }
  }

  @Test
  void knowsOnlyConfiguredApps() {
    assertThat(run(Set.of(), "--app=wx0123456789abcdef")).isEqualTo(1);
    assertThat(line("app")).startsWith("FAIL").contains("not in sunpress.apps");
    assertThat(line("topics")).startsWith("ok");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\"',
      value = {
        "--app=me, not an appid",
        "--page=a?b, page has a character",
        "--lang=fr, '--lang'",
        "--scene=1, Unknown: --scene",
        "please, Unknown: please",
        "--app=, '--app'",
        "--page=pages/a --page=pages/b, '--page' (pages/index/index) should be specified only once"
      })
  void refusesWhatItDoesNotUnderstand(String word, String complaint) {
    assertThat(run(Set.of(), word.split(" "))).isEqualTo(2);
    assertThat(doctor.complaint()).contains(complaint, "Usage: java -jar cli.jar doctor");
  }

  private int run(Set<String> settings, String... words) {
    return run(Clock.systemUTC(), settings, words);
  }

  private int run(Clock clock, Set<String> settings, String... words) {
    return doctor.run(
        clock,
        RateClock.SYSTEM,
        Stream.of(
                new String[] {"doctor"},
                words,
                installation.arguments(settings.toArray(String[]::new)))
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private List<String> lines() {
    return doctor.lines();
  }

  /** The first line about a thing: the English one. */
  private String line(String thing) {
    return lines().stream()
        .filter(line -> line.split(" +")[1].equals(thing))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + thing + " in " + lines()));
  }
}
