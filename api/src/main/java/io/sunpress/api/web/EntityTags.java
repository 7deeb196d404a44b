package io.sunpress.api.web;

import io.sunpress.digest.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags that a client has (RFC 9110, 13.1.2): what it holds need not be sent again.
 *
 * @param any whether {@code *} was said
 * @param tags the tags with their quotes, without {@code W/}: they are compared weakly
 */
public record EntityTags(boolean any, Set<String> tags) {
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");
  private static final int HEX_DIGITS = 32;

  public EntityTags {
    tags = Set.copyOf(tags);
  }

  /** Reads the {@code If-None-Match} headers; what is no tag is ignored. */
  public static EntityTags of(HttpServletRequest request) {
    boolean any = false;
    Set<String> tags = new HashSet<>();
    for (String header : Collections.list(request.getHeaders("If-None-Match"))) {
      any |= header.strip().equals("*");
      Matcher tag = TAG.matcher(header);
      while (tag.find()) {
        tags.add(tag.group(1));
      }
    }
    return new EntityTags(any, tags);
  }

  /** Whether the client has what this tag names. */
  public boolean have(String tag) {
    return any || tags.contains(tag);
  }

  /** A strong tag for these bytes. */
  public static String tagOf(byte[] bytes) {
    return '"' + Sha256.hex(bytes).substring(0, HEX_DIGITS) + '"';
  }
}
