package io.sunpress.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report as a file for programs. */
public final class JsonReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /** Writes it, over an older one. */
  public static void write(Report report, Path file) {
    try {
      Files.writeString(file, JSON.writeValueAsString(of(report)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static ObjectNode of(Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scenario", report.scenario()).put("met", report.met());
    json.put("verdict", report.lastLine());
    report.options().forEach(json.putObject("options")::put);
    json.set("machine", JSON.valueToTree(report.machine()));
    json.set("figures", JSON.valueToTree(report.figures()));
    json.set("notes", JSON.valueToTree(report.notes()));
    var goals = json.putArray("goals");
    report.goals().forEach(goal -> goals.add(of(goal)));
    return json;
  }

  private static ObjectNode of(Goal goal) {
    ObjectNode json = JSON.createObjectNode();
    json.put("what", goal.what());
    goal.value().ifPresentOrElse(value -> json.put("value", value), () -> json.putNull("value"));
    return json.put("unit", goal.unit())
        .put("direction", goal.direction().sign)
        .put("bound", goal.bound())
        .put("met", goal.met());
  }
}
