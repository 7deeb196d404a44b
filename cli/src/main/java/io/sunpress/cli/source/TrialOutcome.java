package io.sunpress.cli.source;

import io.sunpress.worker.source.EvaluatedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a record that was tried.
 *
 * @param evaluated by the source's own code
 */
record TrialOutcome(EvaluatedRecord evaluated) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> BOOLEANS = Set.of("autoColor", "hyaline", "checkPath");

  String word() {
    if (evaluated instanceof EvaluatedRecord.Skipped) {
      return "skipped";
    }
    if (!(evaluated instanceof EvaluatedRecord.Rows rows)) {
      return "unreadable";
    }
    return rows.refusals().isEmpty() ? "accepted" : rows.requests().isEmpty() ? "refused" : "mixed";
  }

  /** One line. */
  String json() {
    ObjectNode document = JSON.createObjectNode().put("outcome", word());
    ArrayNode requests = document.putArray("requests");
    if (evaluated instanceof EvaluatedRecord.Unreadable unreadable) {
      document.put("reason", unreadable.error().errmsg());
    }
    if (evaluated instanceof EvaluatedRecord.Rows rows) {
      rows.requests().forEach(row -> addMembers(requests.addObject(), row.members()));
      addRefusals(document, rows.refusals());
    }
    return document.toString();
  }

  private static void addMembers(ObjectNode request, Map<String, String> members) {
    new TreeMap<>(members)
        .forEach(
            (name, text) -> {
              if (name.equals("width")) {
                request.put(name, Integer.parseInt(text));
              } else if (BOOLEANS.contains(name)) {
                request.put(name, Boolean.parseBoolean(text));
              } else {
                request.put(name, text);
              }
            });
  }

  private static void addRefusals(ObjectNode document, List<EvaluatedRecord.Refusal> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    addRefusal(document, refusals.get(0));
    ArrayNode refused = document.putArray("refused");
    refusals.forEach(
        refusal -> addRefusal(refused.addObject().put("row", refusal.row() + 1), refusal));
  }

  private static void addRefusal(ObjectNode node, EvaluatedRecord.Refusal refusal) {
    refusal.asker().reference().ifPresent(reference -> node.put("reference", reference));
    node.put("reason", refusal.error().errmsg());
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(word()));
    if (evaluated instanceof EvaluatedRecord.Unreadable unreadable) {
      lines.add("  " + unreadable.error().errmsg());
    }
    if (evaluated instanceof EvaluatedRecord.Rows rows) {
      rows.requests().forEach(row -> lines.add("  request " + new TreeMap<>(row.members())));
      rows.refusals()
          .forEach(
              refusal ->
                  lines.add(
                      "  row %d refused%s: %s"
                          .formatted(
                              refusal.row() + 1,
                              refusal.asker().reference().map(text -> " (" + text + ")").orElse(""),
                              refusal.error().errmsg())));
    }
    return lines;
  }
}
