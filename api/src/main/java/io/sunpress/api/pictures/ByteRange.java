package io.sunpress.api.pictures;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a picture's bytes (RFC 9110, 14.1.2). Several ranges, other units and what can't be
 * read are ignored, as the RFC allows: the whole picture is sent.
 *
 * @param first the first byte; empty: so many last ones
 * @param last the last byte, or how many last ones; empty: to the end
 */
record ByteRange(Optional<Long> first, Optional<Long> last) {
  private static final Pattern ONE =
      Pattern.compile("(?i:bytes)\\s*=\\s*(\\d{0,15})-(\\d{0,15})\\s*");

  /**
   * Reads the {@code Range} header of a GET.
   *
   * @return empty where the whole picture is wanted
   */
  static Optional<ByteRange> of(HttpServletRequest request) {
    String header = request.getHeader("Range");
    if (header == null || !request.getMethod().equals("GET")) {
      return Optional.empty();
    }
    Matcher one = ONE.matcher(header);
    if (!one.matches()) {
      return Optional.empty();
    }
    ByteRange range = new ByteRange(number(one.group(1)), number(one.group(2)));
    return Optional.of(range).filter(ByteRange::isOne);
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }

  private boolean isOne() {
    return first.isPresent() ? last.filter(end -> end < first.get()).isEmpty() : last.isPresent();
  }

  /** The bytes of it, where a picture has so many; empty where it has not. */
  Optional<Slice> within(long size) {
    long from = first.orElseGet(() -> Math.max(0, size - last.orElseThrow()));
    long to = first.isPresent() ? Math.min(size - 1, last.orElse(size - 1)) : size - 1;
    return from <= to ? Optional.of(new Slice((int) from, (int) to, size)) : Optional.empty();
  }

  /**
   * Bytes that are there.
   *
   * @param from the first
   * @param to the last
   * @param size of the whole
   */
  record Slice(int from, int to, long size) {
    String contentRange() {
      return "bytes %d-%d/%d".formatted(from, to, size);
    }
  }
}
