package io.sunpress.topic;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** A company's rule on topics, inside the broker. */
public final class RefusingPolicy implements CreateTopicPolicy {
  static final String SENTENCE = "topics of this cluster carry an owner label, see wiki/kafka";

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void validate(RequestMetadata topic) {
    if (topic.topic().startsWith("refused.")) {
      throw new PolicyViolationException(SENTENCE);
    }
  }

  @Override
  public void close() {}
}
