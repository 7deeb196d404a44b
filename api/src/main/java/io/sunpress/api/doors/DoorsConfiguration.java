package io.sunpress.api.doors;

import io.sunpress.api.auth.Gate;
import io.sunpress.api.http.Bodies;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the doorkeeper before all handlers. */
@Configuration(proxyBeanMethods = false)
class DoorsConfiguration implements WebMvcConfigurer {
  private final Gate gate;
  private final Bodies bodies;

  DoorsConfiguration(Gate gate, Bodies bodies) {
    this.gate = gate;
    this.bodies = bodies;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Doorkeeper(gate, bodies));
  }
}
