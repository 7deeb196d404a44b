package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.installation.LocalServers;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.SecretScanner;
import io.sunpress.worker.StubTokenServer;
import io.sunpress.worker.WorkerEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with the log that they keep silent at TRACE, and canaries for secrets. */
@Tag("long")
class CommandSecretsTest {
  private static final Map<String, String> CANARIES =
      Map.of(
          "an AppSecret", WorkerEnvironment.APP_SECRET,
          "the other AppSecret", WorkerEnvironment.OTHER_SECRET,
          "the id-key", WorkerEnvironment.ID_KEY,
          "the storage's secret", LocalServers.TEST_CREDENTIALS.secret().reveal(),
          "the token service's bearer", StubTokenServer.BEARER,
          "the key in the token service's address", StubTokenServer.URL_KEY);

  private final SecretScanner scanner = new SecretScanner(CANARIES);

  @Test
  void noSecretIsWritten(@TempDir Path directory) throws Exception {
    try (DeadLettersEnvironment deadLetters = new DeadLettersEnvironment();
        StubTokenServer tokens = new StubTokenServer()) {
      deadLetters.died(
          deadLetters.installation.topics.requests(), "{}", DeadLettersEnvironment.BUSY);
      String[] settings =
          deadLetters.installation.arguments(
              "logging.level.root=TRACE",
              "sunpress.apps[1].secret=",
              "sunpress.apps[1].token-source=url",
              "sunpress.apps[1].token-url=" + tokens.url(),
              "sunpress.apps[1].token-bearer=" + StubTokenServer.BEARER);
      scan(directory.resolve("doctor.log"), settings, "doctor", "--page=pages/a");
      tokens.holds("no-token-of-wechat");
      scan(
          directory.resolve("other.log"),
          settings,
          "doctor",
          "--app=" + WorkerEnvironment.OTHER_APP);
      scan(directory.resolve("list.log"), settings, "dead-letters", "list", "--format=json");
    }
    assertThat(scanner.found()).isEmpty();
  }

  private void scan(Path log, String[] settings, String... words) throws Exception {
    try (ChildJvm child =
        JavaCommand.main(CliMain.class)
            .jvmArgs("-Xmx256m")
            .args(
                Stream.of(words, settings, new String[] {"--logging.threshold.console=TRACE"})
                    .flatMap(Stream::of)
                    .toArray(String[]::new))
            .start(log)) {
      child.awaitExit(WorkerEnvironment.PATIENCE);
    }
    String output = Files.readString(log);
    assertThat(List.of(" DEBUG ", words[0].equals("doctor") ? "topics " : "\"letters\":"))
        .allMatch(output::contains);
    scanner.search(log.toString(), output);
  }
}
