package io.sunpress.worker.source.mapping;

import io.sunpress.code.RequestField;
import io.sunpress.message.CodeRequestMessage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rendered members of a request, and the message that they make. */
final class RequestMembers {
  private static final Pattern COLOR = Pattern.compile("#?[0-9a-fA-F]{6}");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern BOOLEAN = Pattern.compile("true|false");

  private final Map<RequestField, String> texts = new EnumMap<>(RequestField.class);

  void put(RequestField field, String text) {
    texts.put(field, text);
  }

  @Nullable String get(RequestField field) {
    return texts.get(field);
  }

  Map<String, String> byName() {
    Map<String, String> members = new TreeMap<>();
    texts.forEach((field, text) -> members.put(field.wireName(), text));
    return members;
  }

  /** What is wrong with the text of a member that is no text; empty where all are right. */
  Optional<String> mistake() {
    return Stream.of(
            mistake(RequestField.WIDTH, WHOLE_NUMBER, "a whole number"),
            mistake(RequestField.AUTO_COLOR, BOOLEAN, "true or false"),
            mistake(RequestField.LINE_COLOR, COLOR, "a colour such as #1a2b3c"),
            mistake(RequestField.HYALINE, BOOLEAN, "true or false"),
            mistake(RequestField.CHECK_PATH, BOOLEAN, "true or false"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> mistake(RequestField field, Pattern right, String expected) {
    return Optional.ofNullable(get(field))
        .filter(text -> !right.matcher(text).matches())
        .map(text -> field.wireName() + ": must be " + expected);
  }

  /** The message; only where there is no {@link #mistake()}. */
  CodeRequestMessage message(String requestId) {
    String width = get(RequestField.WIDTH);
    return new CodeRequestMessage(
        get(RequestField.APP),
        get(RequestField.KIND),
        get(RequestField.PAGE),
        get(RequestField.SCENE),
        width == null ? null : Integer.valueOf(width),
        bool(RequestField.AUTO_COLOR),
        color(),
        bool(RequestField.HYALINE),
        get(RequestField.ENV),
        get(RequestField.REVISION),
        bool(RequestField.CHECK_PATH),
        requestId,
        get(RequestField.REFERENCE),
        null);
  }

  private @Nullable Boolean bool(RequestField field) {
    String text = get(field);
    return text == null ? null : Boolean.valueOf(text);
  }

  private CodeRequestMessage.@Nullable Rgb color() {
    String text = get(RequestField.LINE_COLOR);
    if (text == null) {
      return null;
    }
    int rgb = Integer.parseInt(text.replace("#", ""), 16);
    return new CodeRequestMessage.Rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }
}
