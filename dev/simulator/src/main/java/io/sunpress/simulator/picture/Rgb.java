package io.sunpress.simulator.picture;

/** A colour; each part 0 to 255. */
public record Rgb(int red, int green, int blue) {
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  public Rgb {
    if (((red | green | blue) & ~0xFF) != 0) {
      throw new IllegalArgumentException("each part of a colour is 0 to 255");
    }
  }
}
