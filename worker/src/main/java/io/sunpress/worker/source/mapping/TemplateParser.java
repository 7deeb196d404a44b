package io.sunpress.worker.source.mapping;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes templates apart. {@code {expression}} is replaced by its value, {@code {{} and {@code }}}
 * are braces; inside of an expression braces are balanced, but for those in quotes.
 */
final class TemplateParser {
  private static final Set<CelKind> TEXTS =
      EnumSet.of(CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.BOOL, CelKind.DYN, CelKind.ANY);

  private final ExpressionCompiler compiler;
  private final String template;
  private final List<TextTemplate.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private TemplateParser(ExpressionCompiler compiler, String template) {
    this.compiler = compiler;
    this.template = template;
  }

  /**
   * Reads a template.
   *
   * @throws InvalidMappingException where braces are not balanced, or an expression is wrong
   */
  static TextTemplate parse(ExpressionCompiler compiler, String template) {
    return new TemplateParser(compiler, template).parse();
  }

  private TextTemplate parse() {
    if (template.isEmpty()) {
      throw new InvalidMappingException("is empty");
    }
    while (at < template.length()) {
      char next = template.charAt(at);
      if (template.startsWith("{{", at) || template.startsWith("}}", at)) {
        literal.append(next);
        at += 2;
      } else if (next == '{') {
        endLiteral();
        parts.add(new TextTemplate.Part.Value(expression()));
      } else if (next == '}') {
        throw new InvalidMappingException("'" + template + "' has a } without {: write }} for one");
      } else {
        literal.append(next);
        at++;
      }
    }
    endLiteral();
    return new TextTemplate(parts);
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new TextTemplate.Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private CelExpression expression() {
    int start = at + 1;
    at = ExpressionEnd.of(template, start);
    CelExpression expression = compiler.compile(template.substring(start, at).strip());
    at++;
    if (!isText(expression.type())) {
      throw new InvalidMappingException(
          "`" + expression.text() + "` gives no text, whole number or boolean");
    }
    return expression;
  }

  private static boolean isText(CelType type) {
    return type instanceof OptionalType optional
        ? isText(optional.parameters().get(0))
        : TEXTS.contains(type.kind()) || type.kind() == CelKind.TYPE_PARAM;
  }
}
