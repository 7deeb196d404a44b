package io.sunpress.bench.harness;

import io.sunpress.bench.measure.GcLog;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.parts.ChildJvm;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One process of an installation. */
public final class MeasuredProcess {
  private static final Pattern READY = Pattern.compile("^READY ");
  private static final Duration START = Duration.ofSeconds(90);

  private final String name;
  private final ChildJvm jvm;
  private final Optional<URI> health;

  MeasuredProcess(String name, ChildJvm jvm, Optional<URI> health) {
    this.name = name;
    this.jvm = jvm;
    this.health = health;
  }

  /** As it is reported. */
  public String name() {
    return name;
  }

  /** The line with its address that it prints when it is ready. */
  String awaitAddress() {
    return jvm.awaitLine(READY, START).substring("READY ".length());
  }

  /** Its readiness endpoint; parts that report readiness on their output have none. */
  Optional<URI> health() {
    return health;
  }

  /**
   * Where it serves HTTP.
   *
   * @throws java.util.NoSuchElementException if it serves none
   */
  public URI address() {
    return health.orElseThrow().resolve("/");
  }

  /** SIGKILL. */
  public void kill() {
    jvm.kill();
  }

  /**
   * SIGTERM.
   *
   * @throws IllegalStateException if it takes longer
   */
  public void stop(Duration within) {
    jvm.stop(within);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return jvm.isAlive();
  }

  /** Its process id. */
  long pid() {
    return jvm.pid();
  }

  ResourceUsage.OfProcess usage() {
    return new ResourceUsage.OfProcess(
        jvm.cpuSeconds(), jvm.peakRssBytes(), GcLog.mostMiB(JvmLauncher.collections(jvm.output())));
  }
}
