package io.sunpress.api.auth;

import io.sunpress.api.web.CrossOriginProperties;
import io.sunpress.api.web.ProxyProperties;
import io.sunpress.request.ConfiguredApps;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the gate together; a process that would let in everybody by mistake does not start. */
@Configuration(proxyBeanMethods = false)
class AuthConfiguration {
  private static final Logger log = LoggerFactory.getLogger(AuthConfiguration.class);

  @Bean
  Authenticator gate(
      AuthProperties auth,
      ApiKeysProperties keys,
      ConfiguredApps configuredApps,
      CrossOriginProperties origins,
      ProxyProperties proxies,
      Environment environment) {
    Reachability reachability = Reachability.of(environment, proxies);
    if (!reachability.listensOnLoopback()
        && reachability.publicOnLoopback()
        && proxies.allowedHosts().isEmpty()) {
      log.warn(
          "sunpress.public-base-url is on this machine, but other machines can reach the API: their"
              + " addresses of pictures will lead nowhere");
    }
    return Authenticator.of(
        auth,
        keys,
        configuredApps,
        reachability,
        Set.copyOf(origins.allowedOrigins()),
        System::nanoTime);
  }
}
