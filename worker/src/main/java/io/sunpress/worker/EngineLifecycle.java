package io.sunpress.worker;

import io.sunpress.engine.Engine;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the engine with the application. */
record EngineLifecycle(Engine engine) implements SmartLifecycle {
  @Override
  public void start() {
    engine.start();
  }

  @Override
  public void stop() {
    engine.stop();
  }

  /** On a thread of its own, since the drain takes seconds and other parts stop meanwhile. */
  @Override
  public void stop(Runnable callback) {
    Runnable stop =
        () -> {
          engine.stop();
          callback.run();
        };
    new Thread(stop, "sunpress-stop").start();
  }

  @Override
  public boolean isRunning() {
    return engine.isRunning();
  }
}
