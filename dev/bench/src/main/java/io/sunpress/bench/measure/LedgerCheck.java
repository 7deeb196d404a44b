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
 * one object, the object is what WeChat sent, and nobody was told of what nobody asked.
 */
public final class LedgerCheck {
  private final Evidence evidence;
  private final Map<String, List<StoredObject>> objects;
  private final Map<Drawing, Set<String>> sent;

  private LedgerCheck(Evidence evidence) {
    this.evidence = evidence;
    this.objects = evidence.objects().stream().collect(Collectors.groupingBy(StoredObject::codeId));
    this.sent =
        evidence.calls().stream()
            .filter(call -> !call.sha256().isEmpty())
            .collect(
                Collectors.groupingBy(
                    SimulatedCall::drawing,
                    Collectors.mapping(SimulatedCall::sha256, Collectors.toSet())));
  }

  /** Compares the four sides. */
  public static Findings of(Evidence evidence) {
    return new LedgerCheck(evidence).findings();
  }

  private Findings findings() {
    List<Story> acknowledged = asking(Story.Asking.ACKNOWLEDGED);
    List<Story> ended = acknowledged.stream().filter(s -> !s.finals().isEmpty()).toList();
    int completed = (int) ended.stream().filter(Story::isReady).count();
    return new Findings(
        acknowledged.size(),
        completed,
        ended.size() - completed,
        asking(Story.Asking.UNKNOWN).size() + asking(Story.Asking.PENDING).size(),
        repeatedEvents(),
        repeatedCalls(),
        acknowledged.stream().filter(s -> s.finals().isEmpty()).map(Story::requestId).toList(),
        contradicted(),
        evidence.strangers().stream().map(FinalEvent::requestId).distinct().toList(),
        codes(story -> objects(story).isEmpty()),
        objects.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList(),
        codes(this::isWrong));
  }

  private List<Story> asking(Story.Asking asking) {
    return evidence.stories().stream().filter(story -> story.asking() == asking).toList();
  }

  private List<StoredObject> objects(Story story) {
    return objects.getOrDefault(story.codeId(), List.of());
  }

  /** The codes that are said to be ready and of which that is true. */
  private List<String> codes(Predicate<Story> is) {
    return evidence.stories().stream()
        .filter(Story::isReady)
        .filter(is)
        .map(Story::codeId)
        .distinct()
        .toList();
  }

  private boolean isWrong(Story story) {
    Set<String> right = new HashSet<>(sent.getOrDefault(story.drawing(), Set.of()));
    Set<String> told =
        ids(story.finals().stream().filter(FinalEvent::ready).map(FinalEvent::sha256).toList());
    return objects(story).stream()
        .map(StoredObject::sha256)
        .anyMatch(hash -> !right.contains(hash) || !told.equals(Set.of(hash)));
  }

  private List<String> contradicted() {
    return evidence.stories().stream()
        .filter(story -> eventIds(story).size() > 1)
        .map(Story::requestId)
        .toList();
  }

  private int repeatedEvents() {
    return evidence.stories().stream()
        .mapToInt(story -> story.finals().size() - eventIds(story).size())
        .sum();
  }

  private int repeatedCalls() {
    List<Drawing> drawn = new ArrayList<>();
    evidence.calls().stream()
        .filter(SimulatedCall::isCode)
        .map(SimulatedCall::drawing)
        .forEach(drawn::add);
    return drawn.size() - new HashSet<>(drawn).size();
  }

  private static Set<String> eventIds(Story story) {
    return ids(story.finals().stream().map(FinalEvent::eventId).toList());
  }

  private static Set<String> ids(List<String> all) {
    return new HashSet<>(all);
  }
}
