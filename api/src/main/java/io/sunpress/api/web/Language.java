package io.sunpress.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** The languages that people are answered in. Programs read numbers and types, which have none. */
public enum Language {
  ENGLISH("en"),
  CHINESE("zh");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The one of its catalogue. */
  Locale locale() {
    return Locale.forLanguageTag(tag);
  }

  /** The one that the client likes best by {@code Accept-Language}; English without one. */
  public static Language of(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return header == null || header.isBlank() ? ENGLISH : of(header);
  }

  private static Language of(String header) {
    try {
      List<Locale.LanguageRange> liked = Locale.LanguageRange.parse(header.strip());
      return liked.stream()
          .filter(range -> range.getWeight() > 0)
          .sorted(Comparator.comparingDouble(range -> -range.getWeight()))
          .map(range -> range.getRange().split("-", 2)[0])
          .filter(word -> word.equals("en") || word.equals("zh") || word.equals("*"))
          .findFirst()
          .filter(word -> word.equals("zh"))
          .map(word -> CHINESE)
          .orElse(ENGLISH);
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }

  /** Says in an answer's headers which language it is in, and that there is another. */
  public HttpHeaders tell(HttpHeaders headers) {
    headers.set(HttpHeaders.CONTENT_LANGUAGE, tag);
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    return headers;
  }
}
