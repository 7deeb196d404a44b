package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sunpress.api.testing.Api;
import io.sunpress.api.testing.House;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A key is in no log, however much is logged: ours, Spring's and the server's. */
class KeysInLogsTest {
  private static final List<String> TALKERS =
      List.of(
          "io.sunpress",
          "org.springframework",
          "org.apache.catalina",
          "org.apache.coyote",
          "org.apache.tomcat");

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void noLogHasAKeyRightOrWrong() {
    Api api = House.guarded();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    List<Level> before = TALKERS.stream().map(name -> logger(name).getLevel()).toList();
    TALKERS.forEach(name -> listen(logger(name), log));
    try {
      for (String key : List.of(House.key("one"), House.key("nobody"), House.key("one") + "x")) {
        for (String path : List.of("/v1/codes", "/api/weapp/qrcode", "/nothing", "/actuator/env")) {
          String body = "{\"path\":\"pages/log\",\"page\":\"pages/log\",\"scene\":\"hold-log\"}";
          api.post(path, body, "Token", key, "Prefer", "respond-async");
          api.post(path, body, "Authorization", "Bearer " + key, "Prefer", "respond-async");
          api.get(path, "Token", key);
        }
      }
    } finally {
      for (int i = 0; i < before.size(); i++) {
        logger(TALKERS.get(i)).setLevel(before.get(i));
        logger(TALKERS.get(i)).setAdditive(true);
        logger(TALKERS.get(i)).detachAppender(log);
      }
    }
    List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(lines).as("something is heard").hasSizeGreaterThan(100);
    assertThat(lines).noneMatch(line -> line.contains("canarykey"));
  }

  private static void listen(Logger logger, ListAppender<ILoggingEvent> log) {
    logger.setAdditive(false);
    logger.setLevel(Level.TRACE);
    logger.addAppender(log);
  }
}
