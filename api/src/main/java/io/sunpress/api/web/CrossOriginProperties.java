package io.sunpress.api.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages may call (CORS).
 *
 * @param allowedOrigins of the pages; none by default
 */
@ConfigurationProperties("sunpress.cross-origin")
public record CrossOriginProperties(@DefaultValue List<String> allowedOrigins) {
  public CrossOriginProperties {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedOrigins.forEach(CrossOriginProperties::check);
  }

  /** A star would let every page in the world use a browser's place in the network. */
  private static void check(String origin) {
    if (!origin.matches("https?://[^/*\\s]+")) {
      throw new IllegalArgumentException(
          "sunpress.cross-origin.allowed-origins must be origins such as https://shop.example: "
              + origin);
    }
  }
}
