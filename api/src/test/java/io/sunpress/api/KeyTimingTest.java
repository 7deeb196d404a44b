package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a wrong key takes says nothing about how wrong it is. */
@Tag("long")
class KeyTimingTest {
  private static final int PAIRS = 5_000;
  private static final int TRIES = 3;

  /** Beyond this, by the custom of such tests, the times differ. */
  private static final double SIGNIFICANT = 4.5;

  private static final String KNOWN = "one." + "w".repeat(32);
  private static final String UNKNOWN = "two." + "w".repeat(32);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void aWrongKeyOfAKnownIdTakesAsLongAsOneOfAnUnknownId() {
    double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
    int pairs = (int) Math.ceil(PAIRS * scale);
    System.out.println("KeyTimingTest: -Dseed=" + seed + ", " + pairs + " pairs");
    double least = Double.MAX_VALUE;
    // The machine has its moods; a true difference would show each time.
    for (int i = 0; i < TRIES && least >= SIGNIFICANT; i++) {
      double t = Math.abs(guesses(pairs, "timed" + i));
      System.out.printf("KeyTimingTest: t = %.2f%n", t);
      least = Math.min(least, t);
    }
    assertThat(least).isLessThan(SIGNIFICANT);
  }

  /** An API each time: one that has seen too many wrong keys looks at none. */
  private double guesses(int pairs, String name) {
    try (ApiClient api =
        ApiClient.ready(
            SharedInstallation.home(),
            Map.of(
                "sunpress.ledger.directory",
                SharedInstallation.home().directory().resolve(name).toString(),
                "sunpress.auth.mode",
                "required",
                "sunpress.auth.max-wrong-keys",
                "10000",
                "sunpress.keys[0].id",
                "one",
                "sunpress.keys[0].sha256",
                "ab".repeat(32),
                "sunpress.keys[0].apps",
                "wx0123456789abcdef"))) {
      return welch(api, pairs);
    }
  }

  /**
   * Of two means, by turns in a random order, without the first tenth, which a cold server answers,
   * and without the slowest tenth of each.
   */
  private double welch(ApiClient api, int pairs) {
    double[] known = new double[pairs];
    double[] unknown = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      boolean knownFirst = random.nextBoolean();
      double first = nanos(api, knownFirst ? KNOWN : UNKNOWN);
      double second = nanos(api, knownFirst ? UNKNOWN : KNOWN);
      known[i] = knownFirst ? first : second;
      unknown[i] = knownFirst ? second : first;
    }
    double[] one = quick(known);
    double[] other = quick(unknown);
    return (mean(one) - mean(other))
        / Math.sqrt(variance(one) / one.length + variance(other) / other.length);
  }

  private static double nanos(ApiClient api, String key) {
    long start = System.nanoTime();
    int status = api.get("/v1/jobs/00000000000000000000000000", "Token", key).statusCode();
    long took = System.nanoTime() - start;
    assertThat(status).isEqualTo(401);
    return took;
  }

  private static double[] quick(double[] values) {
    double[] sorted = Arrays.copyOfRange(values, values.length / 10, values.length);
    Arrays.sort(sorted);
    return Arrays.copyOf(sorted, Math.max(2, sorted.length * 9 / 10));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / (values.length - 1);
  }
}
