package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code source try} on files. */
class SourceTryTest {
  private static final String SETTINGS =
      """
      sunpress.sources.shop:
        topic: shop.products
        when: "record.value.op in ['c', 'r']"
        ask:
          page: pages/product/detail
          scene: "id={record.value.after.id}"
          reference: "{record.value.after.sku}"
          width: "600"
      """;

  @TempDir private Path directory;
  private final CommandRun commands = new CommandRun();
  private Path config;

  @BeforeEach
  void writeSettings() throws Exception {
    config = Files.writeString(directory.resolve("application.yml"), SETTINGS);
  }

  @Test
  void printsTheRequest() throws Exception {
    assertThat(run("{\"op\":\"c\",\"after\":{\"id\":7,\"sku\":\"S-7\"}}", "--json")).isZero();
    assertThat(commands.output().strip())
        .isEqualTo(
            "{\"outcome\":\"accepted\",\"requests\":[{\"page\":\"pages/product/detail\","
                + "\"reference\":\"S-7\",\"scene\":\"id=7\",\"width\":600}]}");
  }

  @Test
  void printsWhyARecordIsRefused() throws Exception {
    assertThat(run("{\"op\":\"c\",\"after\":{\"id\":null,\"sku\":\"S-8\"}}", "--json")).isZero();
    assertThat(commands.output())
        .contains("\"outcome\":\"refused\"", "\"reference\":\"S-8\"", "\"reason\":\"scene: ");
  }

  @Test
  void printsSkippedAndUnreadable() throws Exception {
    assertThat(run("{\"op\":\"d\"}", "--json")).isZero();
    assertThat(commands.output()).contains("\"outcome\":\"skipped\"");
    assertThat(run("no JSON", "--json")).isZero();
    assertThat(commands.output()).contains("\"outcome\":\"unreadable\"");
    assertThat(run("{\"op\":\"c\",\"after\":{\"id\":7}}")).isZero();
    assertThat(commands.output()).contains("accepted", "scene=id=7");
  }

  @Test
  void namesTheSettingThatIsWrong() throws Exception {
    Files.writeString(config, SETTINGS.replace("record.value.op", "record.vlaue.op"));
    assertThat(run("{}")).isEqualTo(1);
    assertThat(commands.complaint()).contains("sunpress.sources.shop.when", "vlaue");
  }

  @Test
  void wantsOneOfFileAndTopic() {
    assertThat(commands.run("source", "try", "--source=shop")).isEqualTo(2);
  }

  private int run(String value, String... more) throws Exception {
    Path file = directory.resolve("value");
    Files.write(file, value.getBytes(StandardCharsets.UTF_8));
    String[] arguments = new String[more.length + 5];
    arguments[0] = "source";
    arguments[1] = "try";
    arguments[2] = "--config=" + config;
    arguments[3] = "--source=shop";
    arguments[4] = "--value-file=" + file;
    System.arraycopy(more, 0, arguments, 5, more.length);
    return commands.run(arguments);
  }
}
