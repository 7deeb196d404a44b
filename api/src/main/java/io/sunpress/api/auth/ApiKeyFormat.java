package io.sunpress.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.digest.Sha256;
import io.sunpress.secret.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A key as its holder has it: its id, a dot, and 160 random bits in lower-case Crockford base32.
 * With that many bits a fast hash is right; the id is no secret, it is there to find the hash by.
 */
public final class ApiKeyFormat {
  /** What an id looks like. */
  public static final String ID = "[a-z0-9][a-z0-9-]{0,31}";

  private static final char END_OF_ID = '.';
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int CHARACTERS = 160 / 5;
  private static final int LONGEST = 32 + 1 + 256;
  private static final String SCHEME = "bearer ";

  private ApiKeyFormat() {}

  /** Makes one. */
  public static Secret make(String id, RandomGenerator random) {
    StringBuilder text = new StringBuilder(id).append(END_OF_ID);
    for (int i = 0; i < CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return Secret.of(text.toString());
  }

  /** What a request shows, in {@code Token} or as a bearer; an empty one is none. */
  static Optional<Secret> of(HttpServletRequest request) {
    return shown(request.getHeader("Token"))
        .or(() -> bearer(request.getHeader("Authorization")))
        .map(Secret::of);
  }

  private static Optional<String> shown(@Nullable String header) {
    return Optional.ofNullable(header).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Other schemes are for somebody before us. */
  private static Optional<String> bearer(@Nullable String header) {
    return shown(header)
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .flatMap(text -> shown(text.substring(SCHEME.length())));
  }

  /** The id that it begins with; empty where it can't be a key. */
  static Optional<String> id(Secret key) {
    String text = key.reveal();
    int end = text.indexOf(END_OF_ID);
    return end < 0 || text.length() > LONGEST
        ? Optional.empty()
        : Optional.of(text.substring(0, end));
  }

  /** What the settings keep of it. */
  public static byte[] hash(Secret key) {
    return Sha256.of(key.reveal().getBytes(UTF_8));
  }
}
