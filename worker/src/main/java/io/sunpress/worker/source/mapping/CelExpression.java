package io.sunpress.worker.source.mapping;

import com.google.protobuf.NullValue;
import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;

/**
 * A checked expression.
 *
 * @param text as it was written
 * @param type of its result, as far as it is known before a record is there
 * @param program the expression, ready to run; safe for any number of threads
 */
record CelExpression(String text, CelType type, CelRuntime.Program program) {

  ExpressionResult evaluate(Map<String, ?> variables) {
    try {
      return result(program.eval(variables));
    } catch (CelEvaluationException e) {
      return e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
          ? new ExpressionResult.NotFound()
          : new ExpressionResult.Failed(reason(e.getErrorCode()));
    }
  }

  private static ExpressionResult result(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional
          .<ExpressionResult>map(CelExpression::result)
          .orElseGet(ExpressionResult.EmptyOptional::new);
    }
    return value == NullValue.NULL_VALUE
        ? new ExpressionResult.NotFound()
        : new ExpressionResult.Found(value);
  }

  /** CEL's own text may quote the record: a key that a map lacks, for instance. */
  private String reason(CelErrorCode code) {
    String cause =
        switch (code) {
          case OVERLOAD_NOT_FOUND -> "has a function or operator that does not fit the types";
          case INDEX_OUT_OF_BOUNDS -> "names a place beyond the end of a list";
          case DIVIDE_BY_ZERO -> "divides by zero";
          case NUMERIC_OVERFLOW -> "gives a number that is too large";
          case ITERATION_BUDGET_EXCEEDED -> "runs too long";
          case BAD_FORMAT, INVALID_ARGUMENT -> "has a function that does not fit the value";
          default -> "can't be evaluated";
        };
    return "`" + text + "` " + cause;
  }
}
