package io.sunpress.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in texts, also in the forms in which they travel. Never quotes what it finds.
 */
public final class SecretScanner {
  /** As the simulator makes access tokens. */
  private static final Pattern TOKEN = Pattern.compile("89_[A-Za-z0-9_-]{16,}");

  private static final int CONTEXT = 200;

  private final Map<String, String> forms = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private long searched;

  /**
   * A search that has found nothing yet; access tokens of the simulator are always looked for.
   *
   * @param canaries by a name that may be shown
   */
  public SecretScanner(Map<String, String> canaries) {
    canaries.forEach(
        (name, secret) -> {
          byte[] bytes = secret.getBytes(UTF_8);
          forms.put(name, secret);
          forms.put(name + " in a URL", URLEncoder.encode(secret, UTF_8));
          forms.put(name + " in base64", Base64.getEncoder().encodeToString(bytes));
          forms.put(name + " in hex", HexFormat.of().formatHex(bytes));
        });
  }

  /**
   * Looks through a text.
   *
   * @param where what {@link #found} calls it
   */
  public void search(String where, String text) {
    searched += text.length();
    forms.forEach((name, form) -> at(where, name, text, text.indexOf(form)));
    Matcher token = TOKEN.matcher(text);
    at(where, "an access token", text, token.find() ? token.start() : -1);
  }

  private void at(String where, String name, String text, int index) {
    if (index >= 0) {
      found.add(
          name + " in " + where + " after: " + text.substring(Math.max(0, index - CONTEXT), index));
    }
  }

  /** What was found and where, with the words before it. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /** Characters looked at. */
  public long searched() {
    return searched;
  }
}
