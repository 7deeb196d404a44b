package io.sunpress.bench.measure;

import java.util.List;

/**
 * What is known after a run has come to rest, from four sides that know nothing of each other.
 *
 * @param stories what the asker knows: requests, acknowledgements, events it read
 * @param strangers final events of requests that nobody asked
 * @param objects what is in the bucket
 * @param calls what the simulator was asked and what it sent
 */
public record ConsistencyInput(
    List<MeasuredRequest> stories,
    List<FinalEvent> strangers,
    List<StoredObject> objects,
    List<SimulatedCall> calls) {
  public ConsistencyInput {
    stories = List.copyOf(stories);
    strangers = List.copyOf(strangers);
    objects = List.copyOf(objects);
    calls = List.copyOf(calls);
  }

  /** With what the journal has collected. */
  public static ConsistencyInput of(
      MeasuredRequests measuredRequests, List<StoredObject> objects, List<SimulatedCall> calls) {
    return new ConsistencyInput(
        measuredRequests.stories(), measuredRequests.strangers(), objects, calls);
  }
}
