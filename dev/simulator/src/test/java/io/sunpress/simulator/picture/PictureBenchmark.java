package io.sunpress.simulator.picture;

import java.lang.management.ManagementFactory;

/** Prints the CPU time of a picture; run by hand, its figures stand in the module's README. */
final class PictureBenchmark {
  private static final int ROUNDS = 4;
  private static final int PICTURES = 3_000;

  private PictureBenchmark() {}

  public static void main(String[] args) {
    PictureRenderer pictureRenderer = new PictureRenderer(PictureSize.LIKE_WECHAT);
    for (int round = 0; round < ROUNDS; round++) {
      for (int width : new int[] {280, 430, 1280}) {
        System.out.printf(
            "round %d width %d: JPEG %d us, PNG %d us%n",
            round,
            width,
            micros(pictureRenderer, width, false),
            micros(pictureRenderer, width, true));
      }
    }
  }

  private static long micros(PictureRenderer pictureRenderer, int width, boolean transparent) {
    long bytes = 0;
    long start = cpuNanos();
    for (int i = 0; i < PICTURES; i++) {
      CodeContent content =
          new CodeContent("wx0123456789abcdef", "pages/product/index", "sku=" + i, "", "release");
      bytes +=
          pictureRenderer
              .draw(new PictureSpec(content, width, transparent, Rgb.BLACK))
              .tail()
              .length;
    }
    long micros = (cpuNanos() - start) / 1_000 / PICTURES;
    System.out.printf("  (%d bytes a tail)%n", bytes / PICTURES);
    return micros;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
