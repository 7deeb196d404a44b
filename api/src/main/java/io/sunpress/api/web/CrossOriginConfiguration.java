package io.sunpress.api.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets the pages of named origins call; where none is named, browsers let none. */
@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration implements WebMvcConfigurer {
  private static final String[] ROUTES = {"/v1/**", AnqicmsPath.PREFIX + "/**", "/codes/**"};

  private final CrossOriginProperties properties;

  CrossOriginConfiguration(CrossOriginProperties properties) {
    this.properties = properties;
  }

  @Override
  public void addCorsMappings(CorsRegistry registry) {
    if (properties.allowedOrigins().isEmpty()) {
      return;
    }
    for (String route : ROUTES) {
      registry
          .addMapping(route)
          .allowedOrigins(properties.allowedOrigins().toArray(String[]::new))
          .allowedMethods("GET", "HEAD", "POST")
          .exposedHeaders("ETag", "Location", "Preference-Applied", "Retry-After", "Content-Range");
    }
  }
}
