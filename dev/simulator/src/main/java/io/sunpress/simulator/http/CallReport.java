package io.sunpress.simulator.http;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.calls.SimulatorCallLog;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ledger as the admin route shows it: counts and the newest calls. */
final class CallReport {
  private static final int MOST = 1000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  private CallReport() {}

  static ObjectNode of(SimulatorCallLog ledger, Set<String> appIds, int limit) {
    ObjectNode report = JSON.createObjectNode();
    report.put("total", ledger.total()).put("inFlight", ledger.inFlight());
    ObjectNode outcomes = report.putObject("byOutcome");
    ledger.byOutcome().forEach(outcomes::put);
    ObjectNode most = report.putObject("mostInAMinute");
    for (String app : appIds) {
      most.put(app, ledger.maxInWindow(app, CallKind.UNLIMITED, MINUTE));
    }
    var newest = report.putArray("newest");
    for (RecordedCall recordedCall : ledger.newest(Math.max(0, Math.min(limit, MOST)))) {
      newest.add(line(recordedCall));
    }
    return report;
  }

  private static ObjectNode line(RecordedCall recordedCall) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("number", recordedCall.number())
            .put("at", recordedCall.at().toString())
            .put("kind", recordedCall.facts().kind().name().toLowerCase(Locale.ROOT))
            .put("app", recordedCall.facts().app())
            .put("page", recordedCall.facts().page())
            .put("scene", recordedCall.facts().scene())
            .put("width", recordedCall.facts().width())
            .put("env", recordedCall.facts().env())
            .put("forced", recordedCall.facts().forced())
            .put("outcome", recordedCall.outcome().label())
            .put("fault", recordedCall.fault());
    if (recordedCall.outcome() instanceof RecordedOutcome.Picture picture) {
      line.put("sha256", picture.sha256()).put("bytes", picture.bytes());
    }
    return line;
  }
}
