package io.sunpress.api.web;

import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The message catalogues, {@code messages_en.properties} and {@code messages_zh.properties}. */
final class Messages {
  private static final MessageSource SOURCE = source();

  private Messages() {}

  static String text(LocalizedText text, Language language) {
    return SOURCE.getMessage(
        new DefaultMessageSourceResolvable(
            text.keys().toArray(String[]::new), text.arguments().toArray()),
        language.locale());
  }

  private static MessageSource source() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename("messages");
    // Else it is that of the server whose thread comes first, and finds nothing once that has
    // stopped.
    source.setBundleClassLoader(Messages.class.getClassLoader());
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    // A key that is missing in one language is a mistake, and not to be had in the machine's own.
    source.setFallbackToSystemLocale(false);
    return source;
  }
}
