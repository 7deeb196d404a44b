package io.sunpress.worker;

import io.sunpress.engine.MembershipGate;
import io.sunpress.settings.DependencyMonitor;
import io.sunpress.worker.limiter.AddressSuspension;
import java.util.Optional;

/**
 * A worker takes part when everything it needs was found, and WeChat does not refuse its address.
 */
final class WorkerMembershipGate implements MembershipGate {
  private final DependencyMonitor dependencyMonitor;
  private final AddressSuspension address;

  WorkerMembershipGate(DependencyMonitor dependencyMonitor, AddressSuspension address) {
    this.dependencyMonitor = dependencyMonitor;
    this.address = address;
  }

  @Override
  public Optional<String> obstacle() {
    return dependencyMonitor.ready()
        ? address.obstacle()
        : Optional.of("waiting for " + dependencyMonitor.missing().keySet());
  }
}
