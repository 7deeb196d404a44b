package io.sunpress.bench.load;

import io.sunpress.message.CodeRequestMessage;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Requests as shops make them: a few dozen pages, and scenes that name a product, a table, a
 * coupon. No two requests of one catalogue ask for the same code; one seed gives one catalogue.
 */
public final class RequestGenerator {
  private static final List<String> PAGES =
      List.of(
          "pages/index/index",
          "pages/product/detail",
          "pages/goods/detail/index",
          "packageA/pages/goods/goods-detail/index",
          "pages/store/table",
          "pages/order/scan",
          "packageMember/pages/card/activate",
          "pages/coupon/receive",
          "packageActivity/pages/seckill/detail",
          "pages/article/article",
          "packageLive/pages/room/index",
          "pages/course/lesson",
          "packageB/pages/invite/poster",
          "pages/device/bind");

  private final Random random;
  private int next;

  /**
   * @param seed of pages, scenes and request ids
   */
  public RequestGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** The next request; it has a request id of its own. */
  public CodeRequestMessage next() {
    String page = PAGES.get(random.nextInt(PAGES.size()));
    String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
    return CodeRequestMessage.of(page, scene(next++)).withAsker(requestId, null);
  }

  /** Each form holds the serial number, so that scenes differ; the longest has 31 characters. */
  private String scene(int serial) {
    int shop = 1000 + random.nextInt(9000);
    return switch (random.nextInt(5)) {
      case 0 -> "id=" + (10_000_000 + serial);
      case 1 -> "sku=" + shop + "-" + serial + "&c=" + random.nextInt(100);
      case 2 -> "s:" + shop + ",t:" + serial;
      case 3 -> "%08x%08x%08x".formatted(serial, random.nextInt(), random.nextInt());
      default -> "pid=" + serial + "&sid=" + shop + "&from=qr";
    };
  }
}
