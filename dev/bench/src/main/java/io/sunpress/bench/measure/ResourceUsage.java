package io.sunpress.bench.measure;

import io.sunpress.bench.report.MeasuredValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the processes of an installation have used.
 *
 * @param parts by name, in the order in which they are reported
 */
public record ResourceUsage(Map<String, OfProcess> parts) {
  private static final double MIB = 1 << 20;

  public ResourceUsage {
    parts = new LinkedHashMap<>(parts);
  }

  /**
   * One process.
   *
   * @param cpuSeconds of all its threads since its start
   * @param peakRssBytes the most memory it has held
   * @param heapMiB the most heap that a collection has left in use
   */
  public record OfProcess(double cpuSeconds, long peakRssBytes, long heapMiB) {}

  /** CPU a code since then, and peak memory, of each process. */
  public List<MeasuredValue> since(ResourceUsage before, int codes) {
    List<MeasuredValue> figures = new ArrayList<>();
    parts.forEach(
        (name, now) -> {
          double cpu = now.cpuSeconds() - before.parts.get(name).cpuSeconds();
          figures.add(new MeasuredValue(name, "CPU a code", cpu / codes, "CPU-s/code"));
          figures.add(new MeasuredValue(name, "peak memory", now.peakRssBytes() / MIB, "MiB RSS"));
          figures.add(
              new MeasuredValue(name, "most heap after a collection", now.heapMiB(), "MiB"));
        });
    return figures;
  }

  /** CPU seconds of one process since then. */
  public double cpuSince(ResourceUsage before, String name) {
    return parts.get(name).cpuSeconds() - before.parts.get(name).cpuSeconds();
  }
}
