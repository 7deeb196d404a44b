package io.sunpress.cli.command;

import io.sunpress.settings.SharedConfiguration;
import io.sunpress.worker.wechat.WeChatProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The worker's settings and clients, each made when it is first used: no web server, no engine,
 * nothing that waits for Kafka or the store.
 */
public final class SettingsContext {
  /** For the help of commands that use it. */
  public static final String FOOTER =
      "Options with a dot in their name are settings, the same as the worker's:"
          + " --sunpress.id-key=…, --spring.kafka.bootstrap-servers=….";

  /** The log would get between the lines of the output. */
  private static final String SILENCE = "--logging.threshold.console=";

  private static final int MAX_CAUSE = 500;

  private SettingsContext() {}

  @EnableConfigurationProperties(WeChatProperties.class)
  @Import(SharedConfiguration.class)
  @ImportAutoConfiguration({KafkaAutoConfiguration.class, SslAutoConfiguration.class})
  @PropertySource("classpath:sunpress-worker.properties")
  static final class Beans {}

  /**
   * Opens it.
   *
   * @param settings {@code --name=value}, as the worker takes them
   */
  public static ConfigurableApplicationContext open(List<String> settings) {
    List<String> arguments = new ArrayList<>(settings);
    if (settings.stream().noneMatch(setting -> setting.startsWith(SILENCE))) {
      arguments.add(SILENCE + "OFF");
    }
    return new SpringApplicationBuilder(Beans.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .lazyInitialization(true)
        .registerShutdownHook(false)
        .run(arguments.toArray(String[]::new));
  }

  /** Why something failed, in one line: the innermost cause's message. */
  public static String causeOf(Throwable failure) {
    String text = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text = cause.getMessage() == null ? text : cause.getMessage();
    }
    String line = text.replaceAll("\\s+", " ");
    return line.length() > MAX_CAUSE ? line.substring(0, MAX_CAUSE) : line;
  }
}
