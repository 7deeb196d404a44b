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
final class Assets {
  private final Map<String, Asset> byName;

  Assets() throws IOException {
    this.byName =
        Arrays.stream(
                new PathMatchingResourcePatternResolver(Assets.class.getClassLoader())
                    .getResources("classpath:/console/*.*"))
            .map(Asset::of)
            .collect(Collectors.toUnmodifiableMap(Asset::name, Function.identity()));
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
