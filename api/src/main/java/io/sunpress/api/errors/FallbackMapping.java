package io.sunpress.api.errors;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Takes what no route takes: without it Spring warns of every wrong address in the log. */
@Configuration(proxyBeanMethods = false)
class FallbackMapping {

  @Bean
  SimpleUrlHandlerMapping nowhereMapping() {
    HttpRequestHandler nothing =
        (request, response) -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    return new SimpleUrlHandlerMapping(Map.of("/**", nothing), Ordered.LOWEST_PRECEDENCE);
  }
}
