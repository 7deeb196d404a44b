package io.sunpress.worker.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a source reads. */
public sealed interface SourceTopics {

  /** Whether a topic is one of them. */
  boolean includes(String topic);

  /** What is missing among the topics that there are, in one sentence; empty where nothing is. */
  Optional<String> missing(Collection<String> existing);

  /**
   * Topics by their names.
   *
   * @param names not empty
   */
  record Named(List<String> names) implements SourceTopics {
    public Named {
      names = List.copyOf(names);
    }

    @Override
    public boolean includes(String topic) {
      return names.contains(topic);
    }

    @Override
    public Optional<String> missing(Collection<String> existing) {
      return names.stream()
          .filter(name -> !existing.contains(name))
          .findFirst()
          .map(name -> "the topic " + name + " does not exist, or may not be described");
    }
  }

  /**
   * Every topic whose whole name matches; new ones are found within seconds.
   *
   * @param pattern of their names
   */
  record Matching(Pattern pattern) implements SourceTopics {
    @Override
    public boolean includes(String topic) {
      return pattern.matcher(topic).matches();
    }

    @Override
    public Optional<String> missing(Collection<String> existing) {
      return existing.stream().anyMatch(this::includes)
          ? Optional.empty()
          : Optional.of("no topic matches " + pattern);
    }
  }
}
