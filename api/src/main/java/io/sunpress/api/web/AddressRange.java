package io.sunpress.api.web;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Addresses that begin with the same bits, {@code 10.0.0.0/8} for example, or a single one.
 *
 * @param first an address of the range
 * @param bits how many leading bits all have in common
 */
public record AddressRange(InetAddress first, int bits) {
  public AddressRange {
    Objects.requireNonNull(first, "first");
    if (bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("a prefix of " + bits + " bits is too long");
    }
  }

  /**
   * Reads a literal address, with or without the length of its prefix.
   *
   * @throws IllegalArgumentException for anything else, names included
   */
  public static AddressRange of(String text) {
    String[] parts = text.strip().split("/", 2);
    InetAddress first =
        literal(parts[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not an address such as 10.0.0.7, or a range such as 10.0.0.0/8: " + text));
    return new AddressRange(
        first,
        parts.length == 1 ? first.getAddress().length * Byte.SIZE : Integer.parseInt(parts[1]));
  }

  /** An address that is written out; names are never looked up. */
  static Optional<InetAddress> literal(String text) {
    return InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text))
        : Optional.empty();
  }

  /** Whether an address is one of these. */
  public boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int different = 0;
    for (int i = 0; i < bits; i += Byte.SIZE) {
      int mask = 0xff00 >> Math.min(Byte.SIZE, bits - i) & 0xff;
      different |= (ours[i / Byte.SIZE] ^ theirs[i / Byte.SIZE]) & mask;
    }
    return different == 0;
  }
}
