package io.sunpress.parts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** All that the S3 server logs, down to the finest level, until closed. */
final class CapturedLog implements AutoCloseable {
  private final Logger server = (Logger) LoggerFactory.getLogger("org.gaul");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  CapturedLog() {
    appender.start();
    server.addAppender(appender);
    server.setAdditive(false);
    server.setLevel(Level.TRACE);
  }

  String text() {
    return List.copyOf(appender.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    server.setLevel(null);
    server.setAdditive(true);
    server.detachAppender(appender);
  }
}
