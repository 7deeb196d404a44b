package io.sunpress.worker;

import io.sunpress.settings.ServerArguments;
import io.sunpress.settings.SharedConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The worker as a process. Its defaults have a name of their own, so that it and the API can live
 * on one class path; an {@code application.yml} goes over them.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(SharedConfiguration.class)
@PropertySource("classpath:sunpress-worker.properties")
public class WorkerApplication {
  public static void main(String[] arguments) {
    ServerArguments.exitUnlessSettings("worker.jar", arguments);
    application().run(arguments);
  }

  /**
   * The process, with those defaults that a property source of its context would bring too late.
   */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(WorkerApplication.class);
    // A Kafka client tells its settings in 100 lines; without a broker one is made each second.
    application.setDefaultProperties(Map.of("logging.level.org.apache.kafka", "warn"));
    return application;
  }
}
