package io.sunpress.api.web.tomcat;

import io.sunpress.api.web.HttpProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server does with what clients send. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
  /** Logs requests as they come, keys included, where it may. */
  private static final String TALKATIVE = "org.apache.coyote.http11.Http11InputBuffer";

  private static final int FEW = 8;
  private static final int FEW_A_PROCESSOR = 4;

  TomcatConfiguration(ObjectProvider<LoggingSystem> logging) {
    logging.ifAvailable(system -> system.setLogLevel(TALKATIVE, LogLevel.INFO));
  }

  @Bean
  RequestBodyReader bodies(HttpProperties properties) {
    return new RequestBodyReader(properties);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> leftovers(RequestBodyReader bodies) {
    return factory -> factory.addEngineValves(new BodyDrainValve(bodies));
  }

  /**
   * Each client that waits holds its connection's buffers: outside the heap, and small where
   * requests are, so that thousands may wait.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> buffers() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              connector.setProperty("socket.directBuffer", "true");
              connector.setProperty("socket.appReadBufSize", "2048");
            });
  }

  /**
   * Few at first: the server's own would all be in use as soon as as many requests came at once.
   */
  @Bean(destroyMethod = "close")
  RequestExecutor requestThreads(TomcatServerProperties server) {
    int most = Math.max(2, server.getThreads().getMax());
    int few = Math.max(FEW_A_PROCESSOR * Runtime.getRuntime().availableProcessors(), FEW);
    return new RequestExecutor(Math.min(few, most - 1), most).watched();
  }

  @Bean
  TomcatProtocolHandlerCustomizer<?> servedBy(RequestExecutor threads) {
    return handler -> handler.setExecutor(threads);
  }

  /** Who falls silent in the middle of a body is not waited for longer than who sends it slowly. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> silence(HttpProperties properties) {
    String within = Long.toString(properties.bodyTimeout().toMillis());
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              connector.setProperty("disableUploadTimeout", "false");
              connector.setProperty("connectionUploadTimeout", within);
            });
  }
}
