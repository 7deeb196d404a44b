package io.sunpress.bench.measure;

import io.sunpress.bench.report.MeasuredValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a ledger check found. Sound where {@code acknowledged = completed + failed} and every list
 * is empty.
 *
 * @param acknowledged requests that the broker has acknowledged
 * @param completed of them: ended with a picture
 * @param failed of them: ended without
 * @param unknown requests of which nobody knows whether the broker has them; they may end or not
 * @param repeatedEvents final events that came again under the same id, as is allowed
 * @param repeatedCalls code calls beyond one for each code
 * @param lost requests that were acknowledged and have no final event
 * @param contradicted requests with two different final events
 * @param strangers final events of requests that nobody asked
 * @param pictureless codes whose events are ready and that have no object
 * @param doubled codes with more than one object
 * @param wrong codes whose object is not what the simulator sent for them, or not what their event
 *     says
 */
public record ConsistencyResult(
    int acknowledged,
    int completed,
    int failed,
    int unknown,
    int repeatedEvents,
    int repeatedCalls,
    List<String> lost,
    List<String> contradicted,
    List<String> strangers,
    List<String> pictureless,
    List<String> doubled,
    List<String> wrong) {
  public ConsistencyResult {
    lost = List.copyOf(lost);
    contradicted = List.copyOf(contradicted);
    strangers = List.copyOf(strangers);
    pictureless = List.copyOf(pictureless);
    doubled = List.copyOf(doubled);
    wrong = List.copyOf(wrong);
  }

  /** Everything that must not be. */
  public int faults() {
    return Stream.of(lost, contradicted, strangers, pictureless, doubled, wrong)
        .mapToInt(List::size)
        .sum();
  }

  /** The counts, faults or not. */
  public List<MeasuredValue> figures() {
    return List.of(
        count("requests acknowledged", acknowledged, "requests"),
        count("completed", completed, "requests"),
        count("failed for good", failed, "requests"),
        count("unknown whether asked", unknown, "requests"),
        count("lost", lost.size(), "requests"),
        count("ended in two ways", contradicted.size(), "requests"),
        count("ended but never asked", strangers.size(), "requests"),
        count("ready without a picture", pictureless.size(), "codes"),
        count("with two pictures", doubled.size(), "codes"),
        count("with a wrong picture", wrong.size(), "codes"),
        count("repeated final events", repeatedEvents, "events"),
        count("repeated code calls", repeatedCalls, "calls"));
  }

  private static MeasuredValue count(String name, int count, String unit) {
    return new MeasuredValue("ledger check", name, count, unit);
  }
}
