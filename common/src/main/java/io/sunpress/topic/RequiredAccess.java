package io.sunpress.topic;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a process must be allowed to do at Kafka.
 *
 * @param topics the rights on each topic that it uses
 * @param groups the consumer groups that it is a member of
 */
public record RequiredAccess(Map<String, Set<AclOperation>> topics, List<String> groups) {
  /** Of a process that uses nothing. */
  public static final RequiredAccess NONE = new RequiredAccess(Map.of(), List.of());

  public RequiredAccess {
    topics = Map.copyOf(topics);
    groups = List.copyOf(groups);
  }

  /** Of a process that reads and writes these topics. */
  public static RequiredAccess of(
      Collection<String> reads, Collection<String> writes, List<String> groups) {
    Map<String, Set<AclOperation>> topics = new HashMap<>();
    reads.forEach(topic -> topics.put(topic, EnumSet.of(AclOperation.READ)));
    writes.forEach(
        topic ->
            topics
                .computeIfAbsent(topic, none -> EnumSet.noneOf(AclOperation.class))
                .add(AclOperation.WRITE));
    return new RequiredAccess(topics, groups);
  }
}
