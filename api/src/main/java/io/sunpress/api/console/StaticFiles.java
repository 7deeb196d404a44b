package io.sunpress.api.console;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All files of the pages. Read once at the start: no name from outside ever becomes a path. */
@Component
final class StaticFiles {
  private final Map<String, StaticFile> byName;

  StaticFiles() throws IOException {
    this.byName =
        Arrays.stream(
                new PathMatchingResourcePatternResolver(StaticFiles.class.getClassLoader())
                    .getResources("classpath:/console/*.*"))
            .map(StaticFile::of)
            .collect(Collectors.toUnmodifiableMap(StaticFile::name, Function.identity()));
  }

  Optional<StaticFile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
