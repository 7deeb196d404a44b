package io.sunpress.worker.source.mapping;

import com.google.protobuf.NullValue;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import io.sunpress.worker.publish.DeterministicRequestIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A source's mapping, checked and ready: from a record that was read to its rows. */
public final class RecordMapping {
  private static final int MAX_ROWS = 10_000;

  private final Optional<CelExpression> when;
  private final Optional<CelExpression> each;
  private final RequestTemplates request;

  private RecordMapping(
      Optional<CelExpression> when, Optional<CelExpression> each, RequestTemplates request) {
    this.when = when;
    this.each = each;
    this.request = request;
  }

  /**
   * Checks a mapping.
   *
   * @throws InvalidMappingException where an expression or a template is wrong; it names the place
   */
  public static RecordMapping of(MappingSettings settings) {
    ExpressionCompiler records = ExpressionCompiler.forRecords();
    boolean hasRows = !settings.each().isBlank();
    return new RecordMapping(
        compile(records, "when", settings.when(), CelKind.BOOL),
        compile(records, "each", settings.each(), CelKind.LIST),
        new RequestTemplates(hasRows ? ExpressionCompiler.forRows() : records, settings.ask()));
  }

  private static Optional<CelExpression> compile(
      ExpressionCompiler compiler, String place, String text, CelKind kind) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      CelExpression expression = compiler.compile(text);
      if (!mayBe(expression.type(), kind)) {
        throw new InvalidMappingException("`" + text + "` gives no " + word(kind));
      }
      return Optional.of(expression);
    } catch (InvalidMappingException e) {
      throw e.at(place);
    }
  }

  private static boolean mayBe(CelType type, CelKind kind) {
    return type instanceof OptionalType optional
        ? mayBe(optional.parameters().get(0), kind)
        : Set.of(kind, CelKind.DYN, CelKind.ANY, CelKind.TYPE_PARAM).contains(type.kind());
  }

  private static String word(CelKind kind) {
    return kind == CelKind.BOOL ? "boolean" : "list";
  }

  /**
   * Maps a record.
   *
   * @param origin the record itself
   * @param value its value as plain values
   * @param event a CloudEvent's attributes; empty for others
   * @param name the record's own name: the same on every reading, and of no other record
   */
  public MappedRecord map(
      ConsumerRecord<byte[], byte[]> origin, Object value, Map<String, Object> event, String name) {
    Map<String, Object> variables = RecordVariables.of(origin, value, event);
    if (when.isPresent()) {
      ExpressionResult wanted = when.get().evaluate(variables);
      if (isNothing(wanted) || wanted.equals(new ExpressionResult.Found(false))) {
        return new MappedRecord.Skipped();
      }
      if (!wanted.equals(new ExpressionResult.Found(true))) {
        return refused(variables, name, "when: " + reason(wanted, when.get(), "boolean"));
      }
    }
    return each.isPresent()
        ? rows(each.get(), variables, name)
        : new MappedRecord.Rows(List.of(request.render(variables, name)));
  }

  private MappedRecord rows(CelExpression each, Map<String, Object> variables, String name) {
    ExpressionResult found = each.evaluate(variables);
    if (isNothing(found)) {
      return new MappedRecord.Skipped();
    }
    if (!(found instanceof ExpressionResult.Found list
        && list.value() instanceof List<?> elements)) {
      return refused(variables, name, "each: " + reason(found, each, "list"));
    }
    if (elements.size() > MAX_ROWS) {
      return refused(variables, name, "each: `" + each.text() + "` gives more than 10,000 rows");
    }
    return elements.isEmpty() ? new MappedRecord.Skipped() : rows(elements, variables, name);
  }

  private MappedRecord rows(List<?> elements, Map<String, Object> variables, String name) {
    List<MappedRow> rows = new ArrayList<>();
    for (Object element : elements) {
      Object row = element == null ? NullValue.NULL_VALUE : element;
      String rowName = DeterministicRequestIds.of(name, Integer.toString(rows.size()));
      rows.add(request.render(RecordVariables.withRow(variables, row), rowName));
    }
    return new MappedRecord.Rows(rows);
  }

  private static boolean isNothing(ExpressionResult result) {
    return result instanceof ExpressionResult.NotFound
        || result instanceof ExpressionResult.EmptyOptional;
  }

  private static String reason(ExpressionResult result, CelExpression expression, String expected) {
    return result instanceof ExpressionResult.Failed failed
        ? failed.reason()
        : "`" + expression.text() + "` gives no " + expected;
  }

  private MappedRecord refused(Map<String, Object> variables, String name, String reason) {
    return new MappedRecord.Rows(List.of(request.refused(variables, name, reason)));
  }
}
