package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.secret.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a wrong key takes says nothing about how wrong it is. */
class KeyTimingTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final int PAIRS = 10_000;
  private static final int TRIES = 3;

  /** Beyond this, by the custom of such tests, the times differ. */
  private static final double SIGNIFICANT = 4.5;

  private final Secret right = KeyText.make("shop", new Random(1));
  private final Keys keys =
      Keys.of(
          List.of(
              new KeyProperties(
                  "shop",
                  HexFormat.of().formatHex(KeyText.hash(right)),
                  Set.of(APP),
                  Set.of(Role.READ),
                  0)),
          Apps.of(App.of(APP)),
          System::nanoTime);

  @Tag("long")
  @Test
  void anUnknownIdTakesAsLongAsAKnownOne() {
    String secret = right.reveal().substring("shop".length());
    differsNot(Secret.of("shop" + secret.replace(secret.charAt(5), 'w') + "0"), Secret.of("shoq" + secret + "0"));
  }

  @Tag("long")
  @Test
  void aKeyThatIsWrongAtItsEndTakesAsLongAsOneThatIsWrongAtItsBeginning() {
    String text = right.reveal();
    String end = text.substring(0, text.length() - 1);
    String begin = "shop.w" + text.substring(6);
    differsNot(Secret.of(end + (text.endsWith("w") ? "x" : "w")), Secret.of(begin));
  }

  /** The machine has its moods: three times in a row would be a difference. */
  private void differsNot(Secret one, Secret other) {
    assertThat(keys.find(one)).isEmpty();
    assertThat(keys.find(other)).isEmpty();
    double[] t = new double[TRIES];
    for (int i = 0; i < TRIES; i++) {
      t[i] = Math.abs(welch(one, other));
      System.out.printf("KeyTimingTest: t = %.2f%n", t[i]);
    }
    assertThat(Arrays.stream(t).min().orElseThrow()).isLessThan(SIGNIFICANT);
  }

  private double welch(Secret one, Secret other) {
    double[] ofOne = new double[PAIRS];
    double[] ofOther = new double[PAIRS];
    Random random = new Random(2);
    for (int i = -PAIRS; i < PAIRS; i++) {
      boolean first = random.nextBoolean();
      double a = nanos(first ? one : other);
      double b = nanos(first ? other : one);
      if (i >= 0) {
        ofOne[i] = first ? a : b;
        ofOther[i] = first ? b : a;
      }
    }
    double[] kept = middle(ofOne);
    double[] keptOther = middle(ofOther);
    return (mean(kept) - mean(keptOther))
        / Math.sqrt(variance(kept) / kept.length + variance(keptOther) / keptOther.length);
  }

  private double nanos(Secret key) {
    long start = System.nanoTime();
    boolean found = keys.find(key).isPresent();
    long took = System.nanoTime() - start;
    assertThat(found).isFalse();
    return took;
  }

  /** Without the slowest tenth: interruptions. */
  private static double[] middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.copyOf(sorted, sorted.length * 9 / 10);
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
