package io.sunpress.bench.harness;

import io.sunpress.bench.report.MeasuredValue;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a ledger took to know everything.
 *
 * @param caughtUpNanos from its making until it had read what was there
 * @param cpuNanos that its process used meanwhile
 * @param readsPerSecond of one thread, afterwards
 * @param bytes of its directory
 */
public record LedgerTimes(long caughtUpNanos, long cpuNanos, long readsPerSecond, long bytes) {
  private static final double MIB = 1 << 20;

  /** From its making until it had read what was there. */
  public double seconds() {
    return (double) caughtUpNanos / TimeUnit.SECONDS.toNanos(1);
  }

  /** What is reported of it. */
  public List<MeasuredValue> figures(String group, int codes) {
    return List.of(
        new MeasuredValue(group, "caught up after", seconds(), "s"),
        new MeasuredValue(group, "CPU a code", cpuNanos / 1000.0 / codes, "us/code"),
        new MeasuredValue(group, "reads of one thread", readsPerSecond, "reads/s"),
        new MeasuredValue(group, "on disk", bytes / MIB, "MiB"));
  }

  String line() {
    return caughtUpNanos + " " + cpuNanos + " " + readsPerSecond + " " + bytes;
  }

  static LedgerTimes of(String line) {
    String[] numbers = line.split(" ");
    return new LedgerTimes(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]));
  }
}
