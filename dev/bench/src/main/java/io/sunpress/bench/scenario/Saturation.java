package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Part;
import io.sunpress.bench.measure.Processors;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.measure.Usage;
import io.sunpress.bench.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one worker did that always had enough to do.
 *
 * @param plan what it was given
 * @param perSecond codes a second
 * @param busy 0 to 1: all cores, whoever used them
 * @param workerCores cores that the worker used
 * @param worker what it used in all
 */
record Saturation(
    Plan plan, double perSecond, double busy, double workerCores, Usage.OfProcess worker) {
  private static final String WORKER = "worker";
  private static final double FULL = 0.95;
  private static final double MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration STOP = Duration.ofSeconds(60);

  /**
   * What it is given.
   *
   * @param inFlight calls at once
   * @param latency of WeChat
   * @param seconds about so long, if it reaches its possible throughput
   * @param most codes/s that are asked, however many are possible
   * @param warmUp codes before them, which WeChat draws at once: a JVM takes thousands of them to
   *     compile itself, whatever the time they take
   */
  record Plan(int inFlight, Duration latency, int seconds, int most, int warmUp) {
    /** What would be possible with an endless processor. */
    double possible() {
      return inFlight * (double) TimeUnit.SECONDS.toNanos(1) / latency.toNanos();
    }

    int codes() {
      return (int) Math.max(20, seconds * Math.min(most, possible()));
    }
  }

  static Saturation measure(Run run, Rig rig, Plan plan) {
    String inFlight = Integer.toString(plan.inFlight());
    Part worker =
        rig.installation()
            .startWorker(WORKER, run.workerSettings("sunpress.worker.in-flight", inFlight));
    rig.warmUp(plan.warmUp(), plan.latency(), PATIENCE);
    Usage usage = rig.installation().usage();
    Processors processors = Processors.now();
    long start = System.nanoTime();
    List<Story> stories = rig.burst(plan.codes());
    rig.awaitAll(PATIENCE);
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    double busy = Processors.now().busySince(processors);
    Usage after = rig.installation().usage();
    rig.checkAllReady();
    worker.stop(STOP);
    return new Saturation(
        plan,
        Timing.middlePerSecond(stories),
        busy,
        after.cpuSince(usage, WORKER) / seconds,
        after.parts().get(WORKER));
  }

  /** Of what would be possible with an endless processor: 0 to 1. */
  double share() {
    return perSecond / plan.possible();
  }

  boolean isCpuFull() {
    return busy >= FULL;
  }

  List<Figure> figures(String how) {
    String group = how + ", " + plan.inFlight() + " in flight";
    return List.of(
        new Figure(group, "codes", plan.codes(), "codes"),
        new Figure(group, "throughput", perSecond, "codes/s"),
        new Figure(group, "of in-flight/latency", share(), "×"),
        new Figure(group, "all cores busy", busy * 100, "%"),
        new Figure(group, "worker", workerCores, "cores"),
        new Figure(group, "worker, peak memory", worker.peakRssBytes() / MIB, "MiB RSS"),
        new Figure(group, "worker, most heap after a collection", worker.heapMiB(), "MiB"));
  }
}
