package io.sunpress.simulator.http;

import io.sunpress.simulator.ledger.Call;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.ledger.Ledger;
import io.sunpress.simulator.ledger.Outcome;
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

  static ObjectNode of(Ledger ledger, Set<String> appIds, int limit) {
    ObjectNode report = JSON.createObjectNode();
    report.put("total", ledger.total()).put("inFlight", ledger.inFlight());
    ObjectNode outcomes = report.putObject("byOutcome");
    ledger.byOutcome().forEach(outcomes::put);
    ObjectNode most = report.putObject("mostInAMinute");
    for (String app : appIds) {
      most.put(app, ledger.maxInWindow(app, CallKind.UNLIMITED, MINUTE));
    }
    var newest = report.putArray("newest");
    for (Call call : ledger.newest(Math.max(0, Math.min(limit, MOST)))) {
      newest.add(line(call));
    }
    return report;
  }

  private static ObjectNode line(Call call) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("number", call.number())
            .put("at", call.at().toString())
            .put("kind", call.facts().kind().name().toLowerCase(Locale.ROOT))
            .put("app", call.facts().app())
            .put("page", call.facts().page())
            .put("scene", call.facts().scene())
            .put("width", call.facts().width())
            .put("env", call.facts().env())
            .put("forced", call.facts().forced())
            .put("outcome", call.outcome().label())
            .put("fault", call.fault());
    if (call.outcome() instanceof Outcome.Picture picture) {
      line.put("sha256", picture.sha256()).put("bytes", picture.bytes());
    }
    return line;
  }
}
