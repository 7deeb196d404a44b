package io.sunpress.api.web.tomcat;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells Tomcat who answers where the application can't. */
@Configuration(proxyBeanMethods = false)
class ErrorValveConfiguration {
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> bareAnswers() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ErrorBodyValve.class.getName());
              }
            });
  }
}
