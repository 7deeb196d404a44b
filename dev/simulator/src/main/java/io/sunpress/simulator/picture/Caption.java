package io.sunpress.simulator.picture;

import java.util.List;

/** The word SIMULATED in a 5 by 7 pixel font, so that nobody prints a simulated code by mistake. */
final class Caption {
  private static final int GLYPH_ROWS = 7;
  private static final int MARGIN_ROWS = 2;
  private static final List<String> WORD =
      List.of(
          ".#### ##### #...# #...# #.... .###. ##### ##### ####.",
          "#.... ..#.. ##.## #...# #.... #...# ..#.. #.... #...#",
          "#.... ..#.. #.#.# #...# #.... #...# ..#.. #.... #...#",
          ".###. ..#.. #.#.# #...# #.... ##### ..#.. ####. #...#",
          "....# ..#.. #...# #...# #.... #...# ..#.. #.... #...#",
          "....# ..#.. #...# #...# #.... #...# ..#.. #.... #...#",
          "####. ##### #...# .###. ##### #...# ..#.. ##### ####.");

  private Caption() {}

  /** Rows that the caption and the margin under it take up in a picture of this width. */
  static int height(int width) {
    return (GLYPH_ROWS + MARGIN_ROWS) * scale(width);
  }

  /** Writes the word, centred, with its upper edge at {@code top}. */
  static void draw(byte[][] rows, int width, int top) {
    int scale = scale(width);
    int left = (width - WORD.get(0).length() * scale) / 2;
    for (int y = 0; y < GLYPH_ROWS; y++) {
      byte[] row = TwoToneBitmap.blankRow(width);
      for (int x = 0; x < WORD.get(y).length(); x++) {
        if (WORD.get(y).charAt(x) == '#') {
          TwoToneBitmap.darken(row, left + x * scale, scale);
        }
      }
      for (int copy = 0; copy < scale; copy++) {
        rows[top + y * scale + copy] = row;
      }
    }
  }

  private static int scale(int width) {
    return Math.max(1, width / 215);
  }
}
