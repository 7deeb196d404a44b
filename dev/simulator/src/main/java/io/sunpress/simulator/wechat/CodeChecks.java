package io.sunpress.simulator.wechat;

import static io.sunpress.simulator.wechat.FieldType.COLOUR;
import static io.sunpress.simulator.wechat.FieldType.FLAG;
import static io.sunpress.simulator.wechat.FieldType.TEXT;
import static io.sunpress.simulator.wechat.FieldType.WHOLE_NUMBER;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.reply.SimulatedError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What is checked at each of the three code calls, as tables. */
final class CodeChecks {
  private static final String RESERVED = "scancode_time";
  private static final int SCENE_LENGTH = 32;
  private static final int LIMITED_PATH_LENGTH = 1024;
  private static final int SQUARE_PATH_LENGTH = 128;
  private static final Pattern SCENE = Pattern.compile("[0-9A-Za-z!#$&'()*+,/:;=?@\\-._~]*");
  private static final Set<String> ENVS = Set.of("release", "trial", "develop");

  private static final Map<CallKind, Map<String, FieldType>> FIELDS =
      Map.of(
          CallKind.UNLIMITED,
          Map.of(
              "scene", TEXT,
              "page", TEXT,
              "check_path", FLAG,
              "env_version", TEXT,
              "width", WHOLE_NUMBER,
              "auto_color", FLAG,
              "line_color", COLOUR,
              "is_hyaline", FLAG),
          CallKind.LIMITED,
          Map.of(
              "path", TEXT,
              "width", WHOLE_NUMBER,
              "auto_color", FLAG,
              "line_color", COLOUR,
              "is_hyaline", FLAG,
              "env_version", TEXT),
          CallKind.SQUARE,
          Map.of("path", TEXT, "width", WHOLE_NUMBER));

  private static final Check WIDTH =
      new Check(ask -> ask.width() < 280 || ask.width() > 1280, DocumentedErrors.BAD_ARGUMENT);
  private static final Check ENV =
      new Check(ask -> !ENVS.contains(ask.env()), DocumentedErrors.BAD_ARGUMENT);
  private static final Check LINE =
      new Check(
          ask -> ask.line().stream().anyMatch(part -> part < 0 || part > 255),
          DocumentedErrors.BAD_ARGUMENT);

  private static final Map<CallKind, List<Check>> CHECKS =
      Map.of(
          CallKind.UNLIMITED,
          List.of(
              new Check(ask -> ask.page().contains(RESERVED), DocumentedErrors.RESERVED_PARAMETER),
              new Check(CodeChecks::hasBadSceneLength, DocumentedErrors.BAD_SCENE_LENGTH),
              new Check(ask -> !SCENE.matcher(ask.scene()).matches(), DocumentedErrors.BAD_SCENE),
              WIDTH,
              ENV,
              LINE,
              new Check(
                  ask -> ask.page().startsWith("/") || ask.page().contains("?"),
                  DocumentedErrors.BAD_PAGE)),
          CallKind.LIMITED,
          List.of(reservedInPath(), pathLength(LIMITED_PATH_LENGTH), WIDTH, ENV, LINE),
          CallKind.SQUARE,
          List.of(reservedInPath(), pathLength(SQUARE_PATH_LENGTH), WIDTH));

  private record Check(Predicate<CodeCallParameters> fails, SimulatedError error) {}

  private CodeChecks() {}

  /** Why this body is refused by its form. */
  static Optional<SimulatedError> form(CallKind kind, ObjectNode body) {
    if (body.has(RESERVED)) {
      return Optional.of(DocumentedErrors.RESERVED_PARAMETER);
    }
    Map<String, FieldType> fields = FIELDS.get(kind);
    boolean fits =
        body.properties().stream()
            .allMatch(
                member ->
                    fields.containsKey(member.getKey())
                        && fields.get(member.getKey()).accepts(member.getValue()));
    return fits ? Optional.empty() : Optional.of(DocumentedErrors.BAD_FORMAT);
  }

  /** Why these parameters are refused by their values. */
  static Optional<SimulatedError> values(CodeCallParameters ask) {
    return CHECKS.get(ask.kind()).stream()
        .filter(check -> check.fails().test(ask))
        .map(Check::error)
        .findFirst();
  }

  private static Check reservedInPath() {
    return new Check(ask -> ask.path().contains(RESERVED), DocumentedErrors.RESERVED_PARAMETER);
  }

  private static Check pathLength(int most) {
    return new Check(
        ask -> ask.path().isEmpty() || length(ask.path()) > most, DocumentedErrors.BAD_PATH_LENGTH);
  }

  private static boolean hasBadSceneLength(CodeCallParameters ask) {
    return ask.scene().isEmpty() || length(ask.scene()) > SCENE_LENGTH;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
