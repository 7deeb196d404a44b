package io.sunpress.api.http;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server does with what clients send. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
  /** Logs requests as they come, keys included, where it may. */
  private static final String TALKATIVE = "org.apache.coyote.http11.Http11InputBuffer";

  HttpConfiguration(ObjectProvider<LoggingSystem> logging) {
    logging.ifAvailable(system -> system.setLogLevel(TALKATIVE, LogLevel.INFO));
  }

  @Bean
  Bodies bodies(HttpProperties properties) {
    return new Bodies(properties);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> leftovers(Bodies bodies) {
    return factory -> factory.addEngineValves(new Leftovers(bodies));
  }
}
