package io.sunpress.simulator.picture;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** The two luminance code tables that ITU-T T.81, annex K.3, recommends. */
final class HuffmanTable {
  static final int END_OF_BLOCK = 0x00;
  static final int SIXTEEN_ZEROS = 0xF0;
  static final HuffmanTable DC =
      new HuffmanTable(
          0x00,
          new int[] {0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0},
          new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  static final HuffmanTable AC =
      new HuffmanTable(
          0x10, new int[] {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125}, acSymbols());

  private final int id;
  private final int[] counts;
  private final int[] symbols;
  private final int[] codes = new int[256];
  private final int[] lengths = new int[256];

  private HuffmanTable(int id, int[] counts, int[] symbols) {
    this.id = id;
    this.counts = counts;
    this.symbols = symbols;
    int code = 0;
    int next = 0;
    for (int length = 1; length <= 16; length++) {
      for (int i = 0; i < counts[length - 1]; i++) {
        codes[symbols[next]] = code++;
        lengths[symbols[next++]] = length;
      }
      code <<= 1;
    }
  }

  int code(int symbol) {
    return codes[symbol];
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  /** Writes the DHT segment. */
  void writeTo(ByteArrayOutputStream out) {
    out.write(0xFF);
    out.write(0xC4);
    int size = 2 + 1 + counts.length + symbols.length;
    out.write(size >> 8);
    out.write(size);
    out.write(id);
    for (int count : counts) {
      out.write(count);
    }
    for (int symbol : symbols) {
      out.write(symbol);
    }
  }

  private static int[] acSymbols() {
    int[] frequent = {
      0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61,
      0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52,
      0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72, 0x82
    };
    Set<Integer> all = new LinkedHashSet<>();
    for (int symbol : frequent) {
      all.add(symbol);
    }
    for (int run = 0; run < 16; run++) {
      for (int size = 1; size <= 10; size++) {
        all.add(run << 4 | size);
      }
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }
}
