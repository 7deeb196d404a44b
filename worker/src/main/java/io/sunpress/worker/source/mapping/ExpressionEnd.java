package io.sunpress.worker.source.mapping;

import java.util.Locale;

/** Finds the brace that ends an expression; braces in CEL's strings and maps do not. */
final class ExpressionEnd {
  private ExpressionEnd() {}

  /**
   * The place of the closing brace.
   *
   * @param start the place after the opening one
   * @throws InvalidMappingException where there is none
   */
  static int of(String template, int start) {
    int depth = 0;
    int at = start;
    while (at < template.length()) {
      char next = template.charAt(at);
      if (next == '\'' || next == '"') {
        at = afterString(template, start, at);
        continue;
      }
      if (next == '}' && depth == 0) {
        return at;
      }
      depth += next == '{' ? 1 : next == '}' ? -1 : 0;
      at++;
    }
    throw new InvalidMappingException("'" + template + "' has a { without }: write {{ for one");
  }

  private static int afterString(String template, int start, int quoteAt) {
    String one = template.substring(quoteAt, quoteAt + 1);
    String quote = template.startsWith(one.repeat(3), quoteAt) ? one.repeat(3) : one;
    boolean isRaw = isRaw(template, start, quoteAt);
    int at = quoteAt + quote.length();
    while (at < template.length()) {
      if (template.startsWith(quote, at)) {
        return at + quote.length();
      }
      at += template.charAt(at) == '\\' && !isRaw ? 2 : 1;
    }
    throw new InvalidMappingException("'" + template + "' has a quote that does not end");
  }

  /** {@code r'…'}, {@code br'…'}: a backslash is a backslash. A longer word before it is a name. */
  private static boolean isRaw(String template, int start, int quoteAt) {
    int word = quoteAt;
    while (word > start && Character.isLetterOrDigit(template.charAt(word - 1))) {
      word--;
    }
    String prefix = template.substring(word, quoteAt);
    return prefix.length() <= 2 && prefix.toLowerCase(Locale.ROOT).contains("r");
  }
}
