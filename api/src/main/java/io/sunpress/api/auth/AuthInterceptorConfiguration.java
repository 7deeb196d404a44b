package io.sunpress.api.auth;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the doorkeeper before all handlers. */
@Configuration(proxyBeanMethods = false)
class AuthInterceptorConfiguration implements WebMvcConfigurer {
  private final Authenticator gate;

  AuthInterceptorConfiguration(Authenticator gate) {
    this.gate = gate;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AuthInterceptor(gate));
  }
}
