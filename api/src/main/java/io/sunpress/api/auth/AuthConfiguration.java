package io.sunpress.api.auth;

import io.sunpress.request.ConfiguredApps;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the gate together; a process that would let in everybody by mistake does not start. */
@Configuration(proxyBeanMethods = false)
class AuthConfiguration {

  @Bean
  Gate gate(
      AuthProperties auth,
      KeysProperties keys,
      ConfiguredApps configuredApps,
      @Value("${server.address:}") String listensOn) {
    boolean onLoopback =
        !listensOn.isBlank() && Loopback.address(listensOn.strip()).isLoopbackAddress();
    return Gate.of(auth, keys, configuredApps, onLoopback, System::nanoTime);
  }
}
