package io.sunpress.worker;

import io.sunpress.settings.AppsProperties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker as a process that also logs all its settings, as somebody may some day. */
final class SettingsLoggingWorker {
  /** The last that it says of them. */
  static final Pattern TOLD = Pattern.compile("All settings are told");

  private static final Logger log = LoggerFactory.getLogger(SettingsLoggingWorker.class);

  private SettingsLoggingWorker() {}

  public static void main(String[] arguments) {
    ConfigurableApplicationContext worker =
        SpringApplication.run(WorkerApplication.class, arguments);
    worker
        .getBeansWithAnnotation(ConfigurationProperties.class)
        .forEach((name, settings) -> log.debug("{}: {}", name, settings));
    worker
        .getBean(AppsProperties.class)
        .apps()
        .forEach(app -> log.debug("tokens: {}", app.tokens()));
    log.debug("All settings are told");
  }
}
