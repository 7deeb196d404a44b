package io.sunpress.cli.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A language of findings, whose texts are in {@code doctor_en.properties} and so on. */
enum FindingLanguage {
  EN(Locale.ENGLISH),
  ZH(Locale.CHINESE);

  private static final ResourceBundleMessageSource TEXTS = texts();

  private final Locale locale;

  FindingLanguage(Locale locale) {
    this.locale = locale;
  }

  /** A text as one line: its arguments may be other people's. */
  String text(String key, List<String> arguments) {
    return TEXTS
        .getMessage(key, arguments.toArray(), locale)
        .replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
  }

  private static ResourceBundleMessageSource texts() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename("doctor");
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    source.setAlwaysUseMessageFormat(true);
    // A key that is missing in one language is a mistake, not a reason to take the machine's own.
    source.setFallbackToSystemLocale(false);
    return source;
  }
}
