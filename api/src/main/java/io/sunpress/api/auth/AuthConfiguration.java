package io.sunpress.api.auth;

import io.sunpress.request.ConfiguredApps;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the gate together; a process that would let in everybody by mistake does not start. */
@Configuration(proxyBeanMethods = false)
class AuthConfiguration {

  @Bean
  Authenticator gate(
      AuthProperties auth,
      ApiKeysProperties keys,
      ConfiguredApps configuredApps,
      @Value("${server.address:}") String listensOn) {
    boolean onLoopback =
        !listensOn.isBlank() && LoopbackCheck.address(listensOn.strip()).isLoopbackAddress();
    return Authenticator.of(auth, keys, configuredApps, onLoopback, System::nanoTime);
  }
}
