package io.sunpress.worker.source.mapping;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A text with expressions in braces.
 *
 * @param parts literals and expressions, in order
 */
record TextTemplate(List<Part> parts) {

  /** A piece of a template. */
  sealed interface Part {
    /**
     * Text as it is.
     *
     * @param text not empty
     */
    record Literal(String text) implements Part {}

    /**
     * An expression whose value is put in.
     *
     * @param expression checked
     */
    record Value(CelExpression expression) implements Part {}
  }

  TextTemplate {
    parts = List.copyOf(parts);
  }

  TemplateResult render(Map<String, ?> variables) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      TemplateResult rendered = render(part, variables);
      if (!(rendered instanceof TemplateResult.Text piece)) {
        return rendered;
      }
      text.append(piece.value());
    }
    return new TemplateResult.Text(text.toString());
  }

  private static TemplateResult render(Part part, Map<String, ?> variables) {
    if (part instanceof Part.Literal literal) {
      return new TemplateResult.Text(literal.text());
    }
    CelExpression expression = ((Part.Value) part).expression();
    ExpressionResult result = expression.evaluate(variables);
    if (result instanceof ExpressionResult.Found found) {
      return text(expression, found.value());
    }
    if (result instanceof ExpressionResult.EmptyOptional) {
      return new TemplateResult.LeftOut();
    }
    return result instanceof ExpressionResult.Failed failed
        ? new TemplateResult.Refused(failed.reason())
        : refused(expression, "finds nothing");
  }

  private static TemplateResult text(CelExpression expression, Object value) {
    if (value instanceof String text) {
      return text.isEmpty()
          ? refused(expression, "gives an empty text")
          : new TemplateResult.Text(text);
    }
    boolean isExact =
        value instanceof Long
            || value instanceof BigInteger
            || value instanceof Boolean
            || value instanceof com.google.common.primitives.UnsignedLong;
    return isExact
        ? new TemplateResult.Text(value.toString())
        : refused(expression, "gives no text, whole number or boolean");
  }

  private static TemplateResult refused(CelExpression expression, String why) {
    return new TemplateResult.Refused("`" + expression.text() + "` " + why);
  }
}
