package io.sunpress.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The languages that people are answered in. Programs read numbers and types, which have none. */
public enum Language {
  ENGLISH("en"),
  CHINESE("zh");

  private static final Pattern WEIGHT =
      Pattern.compile("\\s*[qQ]\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*");

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

  /** One look at each range: what a header costs grows with its length and no faster. */
  private static Language of(String header) {
    Language best = ENGLISH;
    double most = 0;
    for (String range : header.split(",")) {
      String[] parts = range.split(";", 2);
      double weight = parts.length == 1 ? 1 : weight(parts[1]);
      String language = parts[0].strip().split("-", 2)[0].toLowerCase(Locale.ROOT);
      boolean chinese = language.equals(CHINESE.tag);
      if (weight > most && (chinese || language.equals(ENGLISH.tag) || language.equals("*"))) {
        best = chinese ? CHINESE : ENGLISH;
        most = weight;
      }
    }
    return best;
  }

  /** Of what is no weight, none: such a range is not wanted. */
  private static double weight(String parameter) {
    Matcher weight = WEIGHT.matcher(parameter);
    return weight.matches() ? Double.parseDouble(weight.group(1)) : 0;
  }

  /** Says in an answer's headers which language it is in, and that there is another. */
  public HttpHeaders tell(HttpHeaders headers) {
    headers.set(HttpHeaders.CONTENT_LANGUAGE, tag);
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    return headers;
  }
}
