package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;

/** Learns which apps this worker stops calling for longer than a minute, and when that is over. */
public interface SuspensionListener {
  void suspended(Suspension suspension);

  void resumed(AppId app);
}
