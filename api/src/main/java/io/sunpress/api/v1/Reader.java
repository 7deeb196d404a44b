package io.sunpress.api.v1;

import io.sunpress.api.asking.AskingProperties;
import io.sunpress.api.http.EntityTags;
import io.sunpress.api.http.Language;
import io.sunpress.api.http.Preference;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * How a client wants to be answered.
 *
 * @param patience how long it waits
 * @param applied what of its preferences is followed, as it is told
 * @param tags what it has already
 * @param language of what is said to people
 */
record Reader(Duration patience, String applied, EntityTags tags, Language language) {

  static Reader of(HttpServletRequest request, AskingProperties properties) {
    Preference preference = Preference.of(request);
    return new Reader(
        preference.patience(Duration.ZERO, properties.maxWait()),
        preference.applied(properties.maxWait()).orElse(""),
        EntityTags.of(request),
        Language.of(request));
  }

  /** What every answer to it begins with. */
  HttpHeaders headers() {
    HttpHeaders headers = language.tell(new HttpHeaders());
    if (!applied.isEmpty()) {
      headers.set("Preference-Applied", applied);
    }
    return headers;
  }
}
