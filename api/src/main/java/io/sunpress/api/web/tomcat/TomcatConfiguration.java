package io.sunpress.api.web.tomcat;

import io.sunpress.api.web.HttpProperties;
import io.sunpress.api.web.ProxyProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server does with what clients send. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
  /** Logs requests as they come, keys included, where it may. */
  private static final String TALKATIVE = "org.apache.coyote.http11.Http11InputBuffer";

  TomcatConfiguration(ObjectProvider<LoggingSystem> logging) {
    logging.ifAvailable(system -> system.setLogLevel(TALKATIVE, LogLevel.INFO));
  }

  @Bean
  RequestBodyReader bodies(HttpProperties properties) {
    return new RequestBodyReader(properties);
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

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limits(
      HttpProperties properties, ProxyProperties proxies) {
    ConnectionLimits limits =
        new ConnectionLimits(
            properties.headTimeout(),
            properties.responseTimeout(),
            properties.maxConnectionsPerAddress(),
            proxies::trusts);
    return factory -> {
      factory.setProtocol(BoundedProtocol.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
              protocol.limit(limits);
            }
          });
    };
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
              // A client that asks before it sends its body is not told to before it is let in.
              connector.setProperty("continueResponseTiming", "onRead");
            });
  }
}
