package io.sunpress.bench.baseline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

/** The baseline as a process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(BaselineSettings.class)
public class BaselineApplication {

  /** Starts listening. */
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(BaselineApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.run(arguments);
  }

  @Bean
  BaselineWorker baselineWorker(
      BaselineSettings settings, KafkaTemplate<String, byte[]> kafkaTemplate) {
    return new BaselineWorker(settings, kafkaTemplate);
  }
}
