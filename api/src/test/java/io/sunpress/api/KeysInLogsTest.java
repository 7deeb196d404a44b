package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.CapturedLog;
import io.sunpress.api.testing.SharedInstallation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key is in no log, however much is logged: ours, Spring's and the server's. */
class KeysInLogsTest {
  private static final List<String> TALKERS =
      List.of(
          "io.sunpress",
          "org.springframework",
          "org.apache.catalina",
          "org.apache.coyote",
          "org.apache.tomcat");

  @Test
  void noLogHasAKeyRightOrWrong() {
    ApiClient api = SharedInstallation.guarded();
    try (CapturedLog log = CapturedLog.everythingOf(TALKERS)) {
      for (String key :
          List.of(
              SharedInstallation.key("one"),
              SharedInstallation.key("nobody"),
              SharedInstallation.key("one") + "x")) {
        for (String path : List.of("/v1/codes", "/api/weapp/qrcode", "/nothing", "/actuator/env")) {
          String body = "{\"path\":\"pages/log\",\"page\":\"pages/log\",\"scene\":\"hold-log\"}";
          api.post(path, body, "Token", key, "Prefer", "respond-async");
          api.post(path, body, "Authorization", "Bearer " + key, "Prefer", "respond-async");
          api.get(path, "Token", key);
        }
      }
      assertThat(log.lines()).as("something is heard").hasSizeGreaterThan(100);
      assertThat(log.lines()).noneMatch(line -> line.contains("canarykey"));
    }
  }
}
