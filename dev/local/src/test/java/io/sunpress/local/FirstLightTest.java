package io.sunpress.local;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the parts inside this JVM. */
class FirstLightTest extends FirstLightContract {
  @TempDir static Path data;
  private LocalSunpress started;

  @Override
  LocalSunpress start() {
    started = LocalSunpress.start(LocalOptions.at(data));
    return started;
  }

  @Override
  String bootstrapServers() {
    return started.bootstrapServers();
  }
}
