package io.sunpress.simulator.http;

import java.util.ArrayList;
import java.util.List;

/** Answers pass through it; while it is held they wait in front of it. Thread-safe. */
public final class ResponseGate {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean held;

  public synchronized void hold() {
    held = true;
  }

  /** Lets everything through, in the order it came. */
  public void release() {
    List<Runnable> free;
    synchronized (this) {
      held = false;
      free = List.copyOf(waiting);
      waiting.clear();
    }
    free.forEach(Runnable::run);
  }

  void pass(Runnable answer) {
    synchronized (this) {
      if (held) {
        waiting.add(answer);
        return;
      }
    }
    answer.run();
  }
}
