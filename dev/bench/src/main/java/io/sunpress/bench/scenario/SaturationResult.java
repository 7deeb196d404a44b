package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.measure.CpuTicks;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.bench.report.MeasuredValue;
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
record SaturationResult(
    Plan plan, double perSecond, double busy, double workerCores, ResourceUsage.OfProcess worker) {
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

  static SaturationResult measure(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment, Plan plan) {
    String inFlight = Integer.toString(plan.inFlight());
    MeasuredProcess worker =
        scenarioEnvironment
            .installation()
            .startWorker(WORKER, scenarioRun.workerSettings("sunpress.worker.in-flight", inFlight));
    scenarioEnvironment.warmUp(plan.warmUp(), plan.latency(), PATIENCE);
    ResourceUsage resourceUsage = scenarioEnvironment.installation().usage();
    CpuTicks cpuTicks = CpuTicks.now();
    long start = System.nanoTime();
    List<MeasuredRequest> stories = scenarioEnvironment.burst(plan.codes());
    scenarioEnvironment.awaitAll(PATIENCE);
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    double busy = CpuTicks.now().busySince(cpuTicks);
    ResourceUsage after = scenarioEnvironment.installation().usage();
    scenarioEnvironment.checkAllReady();
    worker.stop(STOP);
    return new SaturationResult(
        plan,
        BatchTiming.middlePerSecond(stories),
        busy,
        after.cpuSince(resourceUsage, WORKER) / seconds,
        after.parts().get(WORKER));
  }

  /** Of what would be possible with an endless processor: 0 to 1. */
  double share() {
    return perSecond / plan.possible();
  }

  boolean isCpuFull() {
    return busy >= FULL;
  }

  List<MeasuredValue> figures(String how) {
    String group = how + ", " + plan.inFlight() + " in flight";
    return List.of(
        new MeasuredValue(group, "codes", plan.codes(), "codes"),
        new MeasuredValue(group, "throughput", perSecond, "codes/s"),
        new MeasuredValue(group, "of in-flight/latency", share(), "×"),
        new MeasuredValue(group, "all cores busy", busy * 100, "%"),
        new MeasuredValue(group, "worker", workerCores, "cores"),
        new MeasuredValue(group, "worker, peak memory", worker.peakRssBytes() / MIB, "MiB RSS"),
        new MeasuredValue(group, "worker, most heap after a collection", worker.heapMiB(), "MiB"));
  }
}
