package io.sunpress.worker;

import io.sunpress.settings.Prerequisites;
import io.sunpress.worker.engine.Gate;
import io.sunpress.worker.pipeline.AddressSuspension;
import java.util.Optional;

/**
 * A worker takes part when everything it needs was found, and WeChat does not refuse its address.
 */
final class WorkerGate implements Gate {
  private final Prerequisites prerequisites;
  private final AddressSuspension address;

  WorkerGate(Prerequisites prerequisites, AddressSuspension address) {
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
