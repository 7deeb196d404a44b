package io.sunpress.api.auth;

import io.sunpress.api.web.tomcat.RequestBodyReader;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the doorkeeper before all handlers. */
@Configuration(proxyBeanMethods = false)
class AuthInterceptorConfiguration implements WebMvcConfigurer {
  private final Authenticator gate;
  private final RequestBodyReader bodies;

  AuthInterceptorConfiguration(Authenticator gate, RequestBodyReader bodies) {
    this.gate = gate;
    this.bodies = bodies;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AuthInterceptor(gate, bodies));
  }
}
