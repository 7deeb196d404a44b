package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import java.util.Optional;

/** Learns what this worker stops calling for longer than a minute, and when that is over. */
public interface SuspensionListener {
  void suspended(Suspension suspension);

  /**
   * A suspension of the app is over.
   *
   * @param left another that goes on
   */
  void resumed(AppId app, Optional<Suspension> left);
}
