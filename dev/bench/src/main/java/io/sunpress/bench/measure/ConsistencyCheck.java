package io.sunpress.bench.measure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether every promise was kept: each acknowledged request has ended once, each completed one has
 * one object, the object is what WeChat sent, and no event answers what nobody asked.
 */
public final class ConsistencyCheck {
  private final ConsistencyInput consistencyInput;
  private final Map<String, List<StoredObject>> objects;
  private final Map<PageAndScene, Set<String>> sent;

  private ConsistencyCheck(ConsistencyInput consistencyInput) {
    this.consistencyInput = consistencyInput;
    this.objects =
        consistencyInput.objects().stream().collect(Collectors.groupingBy(StoredObject::codeId));
    this.sent =
        consistencyInput.calls().stream()
            .filter(call -> !call.sha256().isEmpty())
            .collect(
                Collectors.groupingBy(
                    SimulatedCall::drawing,
                    Collectors.mapping(SimulatedCall::sha256, Collectors.toSet())));
  }

  /** Compares the four sides. */
  public static ConsistencyResult of(ConsistencyInput consistencyInput) {
    return new ConsistencyCheck(consistencyInput).findings();
  }

  private ConsistencyResult findings() {
    List<MeasuredRequest> acknowledged = asking(MeasuredRequest.Asking.ACKNOWLEDGED);
    List<MeasuredRequest> ended = acknowledged.stream().filter(s -> !s.finals().isEmpty()).toList();
    int completed = (int) ended.stream().filter(MeasuredRequest::isReady).count();
    return new ConsistencyResult(
        acknowledged.size(),
        completed,
        ended.size() - completed,
        asking(MeasuredRequest.Asking.UNKNOWN).size()
            + asking(MeasuredRequest.Asking.PENDING).size(),
        repeatedEvents(),
        repeatedCalls(),
        acknowledged.stream()
            .filter(s -> s.finals().isEmpty())
            .map(MeasuredRequest::requestId)
            .toList(),
        contradicted(),
        consistencyInput.strangers().stream().map(FinalEvent::requestId).distinct().toList(),
        codes(measuredRequest -> objects(measuredRequest).isEmpty()),
        objects.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList(),
        codes(this::isWrong));
  }

  private List<MeasuredRequest> asking(MeasuredRequest.Asking asking) {
    return consistencyInput.stories().stream()
        .filter(measuredRequest -> measuredRequest.asking() == asking)
        .toList();
  }

  private List<StoredObject> objects(MeasuredRequest measuredRequest) {
    return objects.getOrDefault(measuredRequest.codeId(), List.of());
  }

  /** The codes whose events are ready and correct. */
  private List<String> codes(Predicate<MeasuredRequest> is) {
    return consistencyInput.stories().stream()
        .filter(MeasuredRequest::isReady)
        .filter(is)
        .map(MeasuredRequest::codeId)
        .distinct()
        .toList();
  }

  private boolean isWrong(MeasuredRequest measuredRequest) {
    Set<String> right = new HashSet<>(sent.getOrDefault(measuredRequest.drawing(), Set.of()));
    Set<String> published =
        ids(
            measuredRequest.finals().stream()
                .filter(FinalEvent::ready)
                .map(FinalEvent::sha256)
                .toList());
    return objects(measuredRequest).stream()
        .map(StoredObject::sha256)
        .anyMatch(hash -> !right.contains(hash) || !published.equals(Set.of(hash)));
  }

  private List<String> contradicted() {
    return consistencyInput.stories().stream()
        .filter(measuredRequest -> eventIds(measuredRequest).size() > 1)
        .map(MeasuredRequest::requestId)
        .toList();
  }

  private int repeatedEvents() {
    return consistencyInput.stories().stream()
        .mapToInt(
            measuredRequest -> measuredRequest.finals().size() - eventIds(measuredRequest).size())
        .sum();
  }

  private int repeatedCalls() {
    List<PageAndScene> drawn = new ArrayList<>();
    consistencyInput.calls().stream()
        .filter(SimulatedCall::isCode)
        .map(SimulatedCall::drawing)
        .forEach(drawn::add);
    return drawn.size() - new HashSet<>(drawn).size();
  }

  private static Set<String> eventIds(MeasuredRequest measuredRequest) {
    return ids(measuredRequest.finals().stream().map(FinalEvent::eventId).toList());
  }

  private static Set<String> ids(List<String> all) {
    return new HashSet<>(all);
  }
}
