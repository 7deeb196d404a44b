package io.sunpress.api.v1;

import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.EntityTags;
import io.sunpress.api.web.Language;
import io.sunpress.api.web.PreferHeader;
import io.sunpress.api.web.PublicPath;
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
 * @param prefix of all paths that are written into answers
 */
record ResponsePreferences(
    Duration patience, String applied, EntityTags tags, Language language, String prefix) {

  static ResponsePreferences of(HttpServletRequest request, RequestProperties properties) {
    PreferHeader preference = PreferHeader.of(request);
    return new ResponsePreferences(
        preference.patience(Duration.ZERO, properties.maxWait()),
        preference.applied(properties.maxWait()).orElse(""),
        EntityTags.of(request),
        Language.of(request),
        PublicPath.prefix(request));
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
