package io.sunpress.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a run of a scenario gave.
 *
 * @param scenario its name
 * @param options all of them, the seed included
 * @param machine where it ran
 * @param figures in the order in which they are printed
 * @param notes what a reader must know to judge them, one sentence each
 * @param goals at least one
 */
public record Report(
    String scenario,
    Map<String, String> options,
    MachineInfo machine,
    List<MeasuredValue> figures,
    List<String> notes,
    List<Goal> goals) {
  public Report {
    Objects.requireNonNull(scenario, "scenario");
    Objects.requireNonNull(machine, "machine");
    options = Map.copyOf(options);
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
    goals = List.copyOf(goals);
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("a scenario without a goal measures nothing: " + scenario);
    }
  }

  /** Whether every goal is reached. */
  public boolean met() {
    return goals.stream().allMatch(Goal::met);
  }

  /** The line that a run ends with: figure, goal, {@code met} or {@code missed}. */
  public String lastLine() {
    return goals.stream().map(Goal::text).collect(Collectors.joining(", "))
        + ": "
        + (met() ? "met" : "missed");
  }
}
