package io.sunpress.api.anqicms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.api.auth.Caller;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.request.ConfiguredApps;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * Whose code a client of AnqiCMS means: it names the site in the URL's query, in the header {@code
 * Site-Id} or in the body. Where the only app has no site-id, the name says nothing.
 *
 * @param caller who may use only that app where one is named
 * @param refusal of a name that is none here, or of two that differ
 */
record SiteSelection(Caller caller, Optional<ValidationError> refusal) {
  private static final int MAX_SHOWN = 32;
  private static final String SITE_ID = "site_id";

  /**
   * Reads the names.
   *
   * @param configuredApps all of the installation
   */
  static SiteSelection of(
      HttpServletRequest request, JsonNode body, ConfiguredApps configuredApps) {
    Caller caller = Caller.of(request);
    Set<String> sites = new LinkedHashSet<>();
    addQuery(sites, request.getQueryString());
    sites.addAll(Collections.list(request.getHeaders("Site-Id")));
    JsonNode named = body.path(SITE_ID);
    if (named.isString() || named.isIntegralNumber()) {
      sites.add(named.asString());
    }
    sites.removeIf(String::isBlank);
    if (sites.size() > 1) {
      return refused(caller, ValidationErrorReason.BAD_FORM, String.join(", ", sites));
    }
    if (configuredApps.all().size() == 1 && configuredApps.all().get(0).siteId().isEmpty()) {
      return new SiteSelection(caller, Optional.empty());
    }
    if (named.isContainer() || named.isBoolean() || named.isFloatingPointNumber()) {
      return refused(caller, ValidationErrorReason.WRONG_TYPE, "");
    }
    return sites.stream()
        .findFirst()
        .map(site -> chosen(caller, site))
        .orElseGet(() -> new SiteSelection(caller, Optional.empty()));
  }

  private static SiteSelection chosen(Caller caller, String site) {
    return caller
        .apps()
        .findBySite(site)
        .map(app -> new SiteSelection(caller.onlyFor(app), Optional.empty()))
        .orElseGet(
            () ->
                refused(
                    caller,
                    caller.others()
                        ? ValidationErrorReason.NOT_ALLOWED
                        : ValidationErrorReason.UNKNOWN,
                    site));
  }

  /** Not by the request's parameters: to look for those, the server would read a form's body. */
  private static void addQuery(Set<String> sites, @Nullable String query) {
    if (query != null) {
      UriComponentsBuilder.newInstance()
          .query(query)
          .build()
          .getQueryParams()
          .getOrDefault(SITE_ID, Collections.emptyList())
          .stream()
          .filter(Objects::nonNull)
          .map(SiteSelection::decoded)
          .forEach(sites::add);
    }
  }

  private static String decoded(String value) {
    try {
      return UriUtils.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static SiteSelection refused(Caller caller, ValidationErrorReason reason, String sites) {
    String shown = sites.length() <= MAX_SHOWN ? sites : sites.substring(0, MAX_SHOWN) + "…";
    return new SiteSelection(
        caller, Optional.of(new ValidationError(RequestField.APP, reason, shown, SITE_ID)));
  }
}
