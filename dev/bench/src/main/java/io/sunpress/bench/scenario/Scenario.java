package io.sunpress.bench.scenario;

import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Report;
import java.util.List;

/** Something that can be measured. */
public interface Scenario {
  /** As it is called on the command line. */
  String name();

  /** One sentence for the usage text. */
  String meaning();

  /** What it can be told, besides what all can. */
  List<Option> options();

  /** Runs it; bounded in time. */
  Report run(Run run);

  /** All there are. */
  static List<Scenario> all() {
    return List.of(
        new FirstLight(),
        new Throughput(),
        new Baseline(),
        new Hang(),
        new Quota(),
        new Kill(),
        new Cached(),
        new Accept(),
        new LedgerStart(),
        new Waiting());
  }
}
