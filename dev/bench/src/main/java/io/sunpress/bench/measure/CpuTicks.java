package io.sunpress.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The machine's processors since its start, in clock ticks of all of them together (proc(5)).
 *
 * @param total ticks
 * @param idle of them with nothing to do, or waiting for a disk
 */
public record CpuTicks(long total, long idle) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int LAST_THAT_COUNTS = 8;

  /** As they are. */
  public static CpuTicks now() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      return of(lines.findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException("no /proc/stat", e);
    }
  }

  static CpuTicks of(String line) {
    long[] ticks =
        Arrays.stream(line.split("\\s+"))
            .skip(1)
            .limit(LAST_THAT_COUNTS)
            .mapToLong(Long::parseLong)
            .toArray();
    return new CpuTicks(Arrays.stream(ticks).sum(), ticks[IDLE] + ticks[IO_WAIT]);
  }

  /** 0 to 1: how busy all of them were since then, whoever used them. */
  public double busySince(CpuTicks before) {
    long passed = total - before.total;
    return passed == 0 ? 0 : 1 - (double) (idle - before.idle) / passed;
  }
}
