package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.code.AppId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AppStatusCodecTest {
  private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
  private static final AppId APP = Examples.APP;
  private static final AppStatus.Stopped WRONG_SECRET =
      new AppStatus.Stopped(OptionalInt.of(40125), "invalid appsecret", NOON);
  private static final AppStatus STOPPED = note(Optional.of(WRONG_SECRET), Optional.empty());

  @Test
  void readsBackWhatItWrites() {
    AppStatus.Stopped numberless = new AppStatus.Stopped(OptionalInt.empty(), "", NOON);
    assertThat(readBack(STOPPED)).contains(STOPPED);
    for (AppStatus note :
        new AppStatus[] {
          note(Optional.empty(), Optional.of(NOON.plusSeconds(3600))),
          note(Optional.of(numberless), Optional.of(NOON)),
          note(Optional.empty(), Optional.empty())
        }) {
      assertThat(readBack(note)).contains(note);
    }
  }

  @Test
  void saysWhatAWorkerMaySpend() {
    AppStatus open =
        new AppStatus(
            APP,
            "w-1",
            Optional.empty(),
            Optional.empty(),
            Optional.of(new AppStatus.Share(1960.5, 3920, 7)),
            NOON);
    assertThat(readBack(open)).contains(open);
    assertThat(JsonMapper.shared().readTree(AppStatusCodec.write(open)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"share":{"perMinute":1960.5,"limitPerMinute":3920.0,"waiting":7},
                     "at":"2026-08-01T12:00:00Z"}"""));
  }

  @Test
  void isKeyedByAppAndWorkerSoThatEachKeyHasOneWriter() {
    assertThat(AppStatusCodec.key(APP, "w-1")).isEqualTo(Examples.APP + "/w-1");
  }

  @Test
  void saysWhyAndSinceWhen() {
    assertThat(JsonMapper.shared().readTree(AppStatusCodec.write(STOPPED)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"stopped":{"errcode":40125,"errmsg":"invalid appsecret",
                     "since":"2026-08-01T12:00:00Z"},"at":"2026-08-01T12:00:05Z"}"""));
  }

  @Test
  void readsATombstoneAsNothing() {
    assertThat(AppStatusCodec.read(AppStatusCodec.key(APP, "w-1"), null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "wx/w", "w-1", "wx0123456789abcdef", "wx0123456789abcdef/"})
  void knowsNothingUnderAKeyThatIsNoneOfOurs(String key) {
    assertThat(AppStatusCodec.read(key, AppStatusCodec.write(STOPPED))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"at\":\"noon\"}",
        "{\"at\":\"2026-08-01T12:00:00Z\",\"stopped\":{}}",
        "{\"at\":\"2026-08-01T12:00:00Z\",\"throttledUntil\":\"later\"}"
      })
  void knowsNothingOfAValueThatIsNoneOfOurs(String value) {
    assertThat(AppStatusCodec.read(AppStatusCodec.key(APP, "w-1"), value.getBytes(UTF_8)))
        .isEmpty();
  }

  @Test
  void ignoresWhatANewerVersionAdds() {
    byte[] newer = "{\"at\":\"2026-08-01T12:00:05Z\",\"mood\":0.5}".getBytes(UTF_8);

    assertThat(AppStatusCodec.read(AppStatusCodec.key(APP, "w-1"), newer))
        .contains(note(Optional.empty(), Optional.empty()));
  }

  @Test
  void refusesANameThatWouldSpoilTheKey() {
    assertThatThrownBy(
            () ->
                new AppStatus(
                    APP,
                    "a/b",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AppStatus note(Optional<AppStatus.Stopped> stopped, Optional<Instant> throttled) {
    return new AppStatus(APP, "w-1", stopped, throttled, Optional.empty(), NOON.plusSeconds(5));
  }

  private static Optional<AppStatus> readBack(AppStatus note) {
    return AppStatusCodec.read(
        AppStatusCodec.key(note.app(), note.worker()), AppStatusCodec.write(note));
  }
}
