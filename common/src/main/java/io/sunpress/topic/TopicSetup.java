package io.sunpress.topic;

import io.sunpress.kafka.KafkaErrorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Creates the topics that are missing and checks those that are there, and the rights that this
 * process has on them. One look a call: the caller repeats it, since Kafka may come later than we
 * do.
 */
public final class TopicSetup {
  private final Topics topics;
  private final TopicCreation creation;
  private final RequiredAccess access;

  /** With the broker's replication, and for a process that uses none of them. */
  public TopicSetup(Topics topics) {
    this(topics, TopicCreation.DEFAULT, RequiredAccess.NONE);
  }

  /**
   * @param access what this process must be allowed; names other systems' topics that must be there
   */
  public TopicSetup(Topics topics, TopicCreation creation, RequiredAccess access) {
    this.topics = topics;
    this.creation = creation;
    this.access = access;
  }

  /**
   * Creates and checks.
   *
   * @param admin a client of ours, or of the caller's with rights to create topics
   */
  public TopicCheckResult ensure(Admin admin) throws InterruptedException {
    try {
      TopicInspection found = TopicInspection.of(admin, names());
      List<TopicSpec> missing = missing(found);
      if (!creation.allowed() || missing.isEmpty()) {
        return judged(admin, found);
      }
      TopicSentences failures = new TopicCreator(admin, creation).create(missing);
      return failures.isEmpty()
          ? judged(admin, TopicInspection.of(admin, names()))
          : away(failures.all());
    } catch (ExecutionException e) {
      return e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
          ? new TopicCheckResult.Away("Kafka does not answer: " + KafkaErrorText.of(e))
          : away(List.of(KafkaErrorText.of(e)));
    } catch (TimeoutException e) {
      return new TopicCheckResult.Away("Kafka does not answer within 10 s");
    }
  }

  private Set<String> names() {
    Set<String> names = topics.all().stream().map(TopicSpec::name).collect(Collectors.toSet());
    names.addAll(access.topics().keySet());
    return new TreeSet<>(names);
  }

  private List<TopicSpec> missing(TopicInspection found) {
    return topics.all().stream().filter(spec -> found.missing.contains(spec.name())).toList();
  }

  private TopicCheckResult judged(Admin admin, TopicInspection found)
      throws InterruptedException, ExecutionException, TimeoutException {
    TopicRules rules = new TopicRules(creation);
    for (TopicSpec spec : topics.all()) {
      if (spec.isOurs() && found.topics.containsKey(spec.name())) {
        rules.check(
            spec,
            found.topics.get(spec.name()),
            Optional.ofNullable(found.configs.get(spec.name())));
      }
    }
    if (!rules.complaints().isEmpty()) {
      return new TopicCheckResult.Wrong(rules.complaints());
    }
    List<String> obstacles = new ArrayList<>(absent(found));
    obstacles.addAll(needed(found.refused));
    AccessCheck check = new AccessCheck(access);
    obstacles.addAll(check.topics(found.topics).all());
    if (obstacles.isEmpty()) {
      obstacles.addAll(check.groups(admin));
    }
    if (!obstacles.isEmpty()) {
      return away(obstacles);
    }
    List<String> unmade = unmade(found);
    if (!unmade.isEmpty()) {
      return new TopicCheckResult.Missing(unmade);
    }
    List<String> warnings = new ArrayList<>(rules.warnings().all());
    warnings.addAll(needed(found.closed));
    return new TopicCheckResult.Ready(warnings, rules.retention());
  }

  private List<String> absent(TopicInspection found) {
    Set<String> ours = topics.all().stream().map(TopicSpec::name).collect(Collectors.toSet());
    TopicSentences sentences = new TopicSentences();
    for (String name : found.missing) {
      if (!ours.contains(name)) {
        sentences.add(name, "is not there: it is a source's, and whoever writes it makes it");
      } else if (creation.allowed()) {
        sentences.add(name, "is not known everywhere yet");
      }
    }
    return sentences.all();
  }

  private List<String> unmade(TopicInspection found) {
    return missing(found).stream().map(TopicSpec::name).filter(this::isNeeded).toList();
  }

  private List<String> needed(Map<String, String> sentences) {
    TopicSentences needed = new TopicSentences();
    sentences.forEach(
        (topic, sentence) -> {
          if (isNeeded(topic)) {
            needed.add(topic, sentence);
          }
        });
    return needed.all();
  }

  /** What this process does not use, it need not see; and nobody may want the inbox. */
  private boolean isNeeded(String topic) {
    return access.topics().isEmpty()
        ? !topic.equals(topics.inbox())
        : access.topics().containsKey(topic);
  }

  private static TopicCheckResult away(List<String> causes) {
    return new TopicCheckResult.Away("Kafka: " + String.join("; ", causes));
  }
}
