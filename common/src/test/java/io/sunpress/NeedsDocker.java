package io.sunpress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips a test class, and says so in one line, where no Docker engine runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
public @interface NeedsDocker {
  /** Where the same tests ran instead. */
  String ranOn();

  /** Looks for an engine before anything of the class is run. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      NeedsDocker needs = context.getRequiredTestClass().getAnnotation(NeedsDocker.class);
      if (needs == null || DockerClientFactory.instance().isDockerAvailable()) {
        return ConditionEvaluationResult.enabled("a Docker engine runs here");
      }
      String reason = "no Docker engine runs here; the same tests ran on " + needs.ranOn();
      if (context.getTestMethod().isEmpty()) {
        System.out.println(context.getDisplayName() + " skipped: " + reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
