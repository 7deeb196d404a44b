package io.sunpress.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences about topics: what holds for several of them is reported once, with their names. */
final class TopicSentences {
  private final Map<String, List<String>> topics = new LinkedHashMap<>();

  void add(String topic, String sentence) {
    topics.computeIfAbsent(sentence, same -> new ArrayList<>()).add(topic);
  }

  boolean isEmpty() {
    return topics.isEmpty();
  }

  List<String> all() {
    return topics.entrySet().stream()
        .map(
            entry ->
                (entry.getValue().size() == 1 ? "topic " : "topics ")
                    + String.join(", ", entry.getValue())
                    + " "
                    + entry.getKey())
        .toList();
  }
}
