package io.sunpress.api.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server does with bodies. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  Bodies bodies(HttpProperties properties) {
    return new Bodies(properties);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> leftovers(Bodies bodies) {
    return factory -> factory.addEngineValves(new Leftovers(bodies));
  }
}
