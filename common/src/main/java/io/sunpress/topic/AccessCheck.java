package io.sunpress.topic;

import io.sunpress.kafka.KafkaErrorText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Which rights are missing, by what the broker itself reports: nothing is tried out. */
final class AccessCheck {
  private final RequiredAccess required;

  AccessCheck(RequiredAccess required) {
    this.required = required;
  }

  /** A broker that does not report rights is believed to grant them. */
  TopicSentences topics(Map<String, TopicDescription> found) {
    TopicSentences sentences = new TopicSentences();
    for (String topic : new TreeSet<>(required.topics().keySet())) {
      TopicDescription description = found.get(topic);
      if (description != null) {
        String rights = missing(required.topics().get(topic), description.authorizedOperations());
        if (!rights.isEmpty()) {
          sentences.add(topic, "can't be used: the right " + rights + " on it is missing");
        }
      }
    }
    return sentences;
  }

  /** Groups that have no member yet are unknown, which is as good as allowed. */
  List<String> groups(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (required.groups().isEmpty()) {
      return List.of();
    }
    Map<String, KafkaFuture<ConsumerGroupDescription>> asked =
        admin
            .describeConsumerGroups(
                required.groups(),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .describedGroups();
    List<String> sentences = new ArrayList<>();
    for (String group : required.groups()) {
      String right = missingOn(asked.get(group));
      if (!right.isEmpty()) {
        sentences.add(
            "group " + group + " can't be joined: the right Read on it is missing" + right);
      }
    }
    return sentences;
  }

  private static String missingOn(KafkaFuture<ConsumerGroupDescription> group)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      Set<AclOperation> granted = TopicInspection.await(group).authorizedOperations();
      return missing(Set.of(AclOperation.READ), granted).isEmpty() ? "" : " ";
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return "";
      }
      if (e.getCause() instanceof AuthorizationException) {
        return " (" + KafkaErrorText.of(e) + ")";
      }
      throw e;
    }
  }

  private static String missing(Set<AclOperation> needed, Set<AclOperation> granted) {
    if (granted == null) {
      return "";
    }
    return needed.stream()
        .filter(operation -> !granted.contains(operation))
        .sorted(Comparator.naturalOrder())
        .map(AccessCheck::word)
        .collect(Collectors.joining(" and "));
  }

  /** As {@code kafka-acls.sh} spells it. */
  private static String word(AclOperation operation) {
    String name = operation.name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
