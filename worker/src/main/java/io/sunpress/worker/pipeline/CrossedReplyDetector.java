package io.sunpress.worker.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import io.sunpress.request.CodeRequest;
import io.sunpress.storage.Picture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two codes with the same picture mean that replies were crossed somewhere between WeChat and here.
 * Remembers the last pictures only. Two revisions of one code may well look the same.
 */
final class CrossedReplyDetector {
  private static final Logger log = LoggerFactory.getLogger(CrossedReplyDetector.class);
  private static final int REMEMBERED = 10_000;

  private final Map<String, Shown> shownBy =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Counter crossed;

  CrossedReplyDetector(MeterRegistry registry) {
    this.crossed =
        Counter.builder("sunpress.pictures.identical")
            .description("Different codes that WeChat sent the same picture for")
            .register(registry);
  }

  void look(CodeRequest codeRequest, Picture picture) {
    Shown shown = Shown.by(codeRequest.spec());
    Shown before;
    synchronized (shownBy) {
      before = shownBy.putIfAbsent(picture.sha256(), shown);
    }
    if (before != null && !before.equals(shown)) {
      crossed.increment();
      log.error(
          "ALARM: code {} has the picture {} of another code: replies were crossed",
          codeRequest.id(),
          picture.sha256());
    }
  }

  /** What a code shows, whatever its revision. */
  private record Shown(
      AppId app,
      CodeKind kind,
      PagePath page,
      Optional<Scene> scene,
      CodeStyle style,
      EnvVersion env) {
    static Shown by(CodeSpec spec) {
      return new Shown(
          spec.app(), spec.kind(), spec.page(), spec.scene(), spec.style(), spec.env());
    }
  }
}
