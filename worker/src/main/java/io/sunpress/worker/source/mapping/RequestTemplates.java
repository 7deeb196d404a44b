package io.sunpress.worker.source.mapping;

import io.sunpress.code.RequestField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The templates of a request's members. */
final class RequestTemplates {
  private static final Set<RequestField> NEVER = Set.of(RequestField.BODY, RequestField.CAMPAIGN);

  /** Read first, so that a refusal can be answered; where they find nothing they are left out. */
  private static final Set<RequestField> CORRELATION =
      Set.of(RequestField.REFERENCE, RequestField.REQUEST_ID);

  private final Map<RequestField, TextTemplate> templates = new EnumMap<>(RequestField.class);

  /**
   * Reads the templates.
   *
   * @throws InvalidMappingException where a member is unknown, a template is wrong, or {@code page}
   *     is missing
   */
  RequestTemplates(ExpressionCompiler compiler, Map<String, String> ask) {
    ask.forEach((name, template) -> templates.put(field(name), parse(compiler, name, template)));
    if (!templates.containsKey(RequestField.PAGE)) {
      throw new InvalidMappingException("ask.page is missing: name the page that codes lead to");
    }
  }

  /** Renders one row: what names it first, and then the rest until something is refused. */
  MappedRow render(Map<String, ?> variables, String requestIdByDefault) {
    RequestMembers members = new RequestMembers();
    renderCorrelation(members, variables);
    String given = members.get(RequestField.REQUEST_ID);
    String requestId = given == null ? requestIdByDefault : given;
    return refusal(members, variables)
        .or(members::mistake)
        .<MappedRow>map(reason -> refused(members, requestId, reason))
        .orElseGet(() -> new MappedRow.Request(members.byName(), members.message(requestId)));
  }

  /** For a record that is refused as a whole: what names it is given where it can be read. */
  MappedRow refused(Map<String, ?> variables, String requestIdByDefault, String reason) {
    RequestMembers members = new RequestMembers();
    renderCorrelation(members, variables);
    String given = members.get(RequestField.REQUEST_ID);
    return refused(members, given == null ? requestIdByDefault : given, reason);
  }

  private static MappedRow refused(RequestMembers members, String requestId, String reason) {
    return new MappedRow.Refused(
        requestId, Optional.ofNullable(members.get(RequestField.REFERENCE)), reason);
  }

  private void renderCorrelation(RequestMembers members, Map<String, ?> variables) {
    for (RequestField field : CORRELATION) {
      text(field, variables).ifPresent(text -> members.put(field, text));
    }
  }

  private Optional<String> text(RequestField field, Map<String, ?> variables) {
    return Optional.ofNullable(templates.get(field))
        .map(template -> template.render(variables))
        .filter(TemplateResult.Text.class::isInstance)
        .map(result -> ((TemplateResult.Text) result).value());
  }

  private Optional<String> refusal(RequestMembers members, Map<String, ?> variables) {
    for (Map.Entry<RequestField, TextTemplate> template : templates.entrySet()) {
      RequestField field = template.getKey();
      if (CORRELATION.contains(field)) {
        continue;
      }
      TemplateResult result = template.getValue().render(variables);
      if (result instanceof TemplateResult.Text text) {
        members.put(field, text.value());
      } else if (result instanceof TemplateResult.Refused refused) {
        return Optional.of(field.wireName() + ": " + refused.reason());
      }
    }
    return Optional.empty();
  }

  private static RequestField field(String name) {
    if (name.contains(".") || name.contains("[")) {
      String member = name.split("[.\\[]")[0];
      throw new InvalidMappingException("ask." + member + " is a map: put its template in quotes");
    }
    return Arrays.stream(RequestField.values())
        .filter(field -> !NEVER.contains(field))
        .filter(field -> plain(field.wireName()).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () -> new InvalidMappingException("ask." + name + " is unknown; there are " + known()));
  }

  /** Spring binds {@code auto-color} and {@code autoColor} alike. */
  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static String known() {
    return Arrays.stream(RequestField.values())
        .filter(field -> !NEVER.contains(field))
        .map(RequestField::wireName)
        .collect(Collectors.joining(", "));
  }

  private static TextTemplate parse(ExpressionCompiler compiler, String name, String template) {
    try {
      return TemplateParser.parse(compiler, template);
    } catch (InvalidMappingException e) {
      throw e.at("ask." + name);
    }
  }
}
