package io.sunpress.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report as a table for people; its last line is the verdict. */
public final class TextReport {
  private static final double GIB = 1L << 30;

  private TextReport() {}

  /** The lines. */
  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("scenario  " + report.scenario());
    lines.add("options   " + joined(report.options()));
    lines.addAll(machine(report.machine()));
    lines.add("");
    lines.addAll(table(report.figures()));
    report.notes().forEach(note -> lines.add("note: " + note));
    lines.add("");
    lines.add(report.lastLine());
    return lines;
  }

  private static List<String> machine(MachineInfo machineInfo) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "machine   %d cores (%s), %.1f GiB, %s, JDK %s",
            machineInfo.cores(),
            machineInfo.processor(),
            machineInfo.memoryBytes() / GIB,
            machineInfo.kernel(),
            machineInfo.jdk()));
    lines.add("versions  " + joined(machineInfo.versions()));
    if (machineInfo.wasBusy()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "NOT IDLE  %.1f others wanted to run in the minute before: a smoke test, no measurement",
              machineInfo.loadBefore()));
    }
    return lines;
  }

  private static List<String> table(List<MeasuredValue> figures) {
    int group = width(figures.stream().map(MeasuredValue::group).toList());
    int name = width(figures.stream().map(MeasuredValue::name).toList());
    List<String> lines = new ArrayList<>();
    String last = "";
    for (MeasuredValue measuredValue : figures) {
      String shown = measuredValue.group().equals(last) ? "" : measuredValue.group();
      last = measuredValue.group();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + group + "s  %-" + name + "s  %12s %s",
              shown,
              measuredValue.name(),
              MeasuredValue.number(measuredValue.value()),
              measuredValue.unit()));
    }
    return lines;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }

  private static String joined(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .filter(pair -> !pair.getValue().isEmpty())
            .map(pair -> pair.getKey() + " " + pair.getValue())
            .collect(Collectors.joining(", "));
  }
}
