package io.sunpress.parts;

/** The proxy's threads: named, and none keeps a JVM alive. */
final class ProxyThreads {
  private ProxyThreads() {}

  static Thread start(String role, Runnable work) {
    var thread = new Thread(work, "tcp-proxy-" + role);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
