package io.sunpress.worker.wechat.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that another process writes as the source. */
class FileTokenSourceTest extends TokenSourceContract {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("canary-token");
  }

  @Override
  TokenSource source() {
    return new FileTokenSource(new TokenSourceSettings.TokenFile(file()), clock);
  }

  @Override
  void offers(byte[] bytes) {
    try {
      Files.write(file(), bytes);
      Files.setLastModifiedTime(file(), FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void slowly(Duration delay) {
    clock.advance(delay);
  }

  @Override
  List<String> credentials() {
    return List.of();
  }

  @Override
  void away() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\n", "  %s \r\n", "\uFEFF%s\n"})
  void readsATokenThatStandsAlone(String form) {
    offers(form.formatted(T1).getBytes(UTF_8));
    assertThat(value()).isEqualTo(T1);
  }

  @Test
  void readsTheFileAgainASecondLater() {
    offers(T1.getBytes(UTF_8));
    assertThat(value()).isEqualTo(T1);
    offers(T2.getBytes(UTF_8));
    clock.advance(Duration.ofMillis(999));
    assertThat(value()).isEqualTo(T1);
    clock.advance(Duration.ofMillis(1));
    assertThat(value()).isEqualTo(T2);
  }

  @Test
  void readsItAtOnceWhereWeChatRefusesTheToken() {
    offers(T1.getBytes(UTF_8));
    assertThat(value()).isEqualTo(T1);
    offers(T2.getBytes(UTF_8));
    keeper.drop(Secret.of(T1));
    assertThat(value()).isEqualTo(T2);
  }

  /** {@code curl … > file} empties it first. */
  @Test
  void goesOnWithTheLastTokenWhileTheFileIsBeingWritten() {
    offers(T1.getBytes(UTF_8));
    value();
    offers(new byte[0]);
    clock.advance(Duration.ofMinutes(10));
    assertThat(value()).isEqualTo(T1);
  }

  @Test
  void countsAFileFromTheFutureFromNow() {
    offers("{\"access_token\":\"%s\",\"expires_in\":60}".formatted(T1).getBytes(UTF_8));
    clock.advance(Duration.ofDays(-1));
    assertThat(value()).isEqualTo(T1);
    away();
    clock.advance(Duration.ofSeconds(60));
    assertThat(error().type()).isEqualTo(ErrorClass.APP);
  }

  @Test
  void takesADirectoryForNoFile() throws IOException {
    Files.createDirectory(file());
    assertThat(error().errmsg()).isEqualTo("the token file is not there");
  }
}
