package io.sunpress.api.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What some loggers say from now on. Other threads go on logging while the lines are looked at. */
public final class CapturedLog implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  private CapturedLog() {
    ear.start();
  }

  /** Of all loggers, at the levels that they have. */
  public static CapturedLog everybody() {
    CapturedLog heard = new CapturedLog();
    heard.listen(logger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    return heard;
  }

  /** Everything that these can say, which goes nowhere else meanwhile. */
  public static CapturedLog everythingOf(List<String> names) {
    CapturedLog heard = new CapturedLog();
    for (String name : names) {
      Logger logger = logger(name);
      Level before = logger.getLevel();
      heard.undo.add(
          () -> {
            logger.setLevel(before);
            logger.setAdditive(true);
          });
      logger.setAdditive(false);
      logger.setLevel(Level.TRACE);
      heard.listen(logger);
    }
    return heard;
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  private void listen(Logger logger) {
    logger.addAppender(ear);
    undo.add(() -> logger.detachAppender(ear));
  }

  /** The lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }
}
