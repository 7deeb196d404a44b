package io.sunpress.api;

import io.sunpress.settings.ServerArguments;
import io.sunpress.settings.SharedConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The API as a process. Its defaults have a name of their own, so that it and a worker can live on
 * one class path; an {@code application.yml} goes over them.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(SharedConfiguration.class)
@PropertySource("classpath:sunpress-api.properties")
public class ApiApplication {
  public static void main(String[] arguments) {
    ServerArguments.exitUnlessSettings("api.jar", arguments);
    FatalErrors.install();
    application().run(arguments);
  }

  /**
   * The process, with those defaults that a property source of its context would bring too late.
   */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(ApiApplication.class);
    // A Kafka client tells its settings in 100 lines; without a broker one is made each second.
    application.setDefaultProperties(Map.of("logging.level.org.apache.kafka", "warn"));
    return application;
  }
}
