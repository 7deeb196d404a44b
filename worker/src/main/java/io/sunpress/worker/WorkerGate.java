package io.sunpress.worker;

import io.sunpress.engine.MembershipGate;
import io.sunpress.settings.Prerequisites;
import io.sunpress.worker.press.AddressGuard;
import java.util.Optional;

/**
 * A worker takes part when everything it needs was found, and WeChat does not refuse its address.
 */
final class WorkerGate implements MembershipGate {
  private final Prerequisites prerequisites;
  private final AddressGuard address;

  WorkerGate(Prerequisites prerequisites, AddressGuard address) {
    this.prerequisites = prerequisites;
    this.address = address;
  }

  @Override
  public Optional<String> obstacle() {
    return prerequisites.ready()
        ? address.obstacle()
        : Optional.of("waiting for " + prerequisites.missing().keySet());
  }
}
