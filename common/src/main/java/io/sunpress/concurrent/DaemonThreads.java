package io.sunpress.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with names, which end with the process. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** For an executor of one thread, or of many that need no number. */
  public static ThreadFactory named(String name) {
    return task -> create(name, task);
  }

  /** For an executor of many threads: a number follows the prefix. */
  public static ThreadFactory numbered(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> create(prefix + count.incrementAndGet(), task);
  }

  /** One thread, not started. */
  public static Thread create(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
