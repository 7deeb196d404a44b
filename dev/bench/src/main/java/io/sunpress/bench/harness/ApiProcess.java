package io.sunpress.bench.harness;

import io.sunpress.api.ApiApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** An API's JVM: the API itself, and beside it what its doors are compared with. */
final class ApiProcess {
  private ApiProcess() {}

  /**
   * @param arguments the API's own
   */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    new SpringApplicationBuilder(ApiApplication.class, ConstantEndpoint.class).run(arguments);
  }
}
