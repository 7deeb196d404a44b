package io.sunpress.engine;

import java.util.Optional;

/** Whether this worker may be a member of its groups at all. */
@FunctionalInterface
public interface MembershipGate {
  /** What keeps it out, in one sentence; empty where nothing does. */
  Optional<String> obstacle();
}
