package io.sunpress.worker;

import io.sunpress.code.PictureKey;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.PictureMetadata;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** A worker that ends without a word when it looks for the picture of one code. */
final class CrashOnLookupWorker {
  /** Set where the process is started: the code's id. */
  static final String FATAL = "fatal.code";

  private CrashOnLookupWorker() {}

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(WorkerApplication.class, Fuse.class).run(arguments);
  }

  /** Not found by the scan that every worker begins with, but named. */
  static final class Fuse {
    @Bean
    static BeanPostProcessor fuse() {
      return ObservedStore.by(store -> new FatalStore(store, System.getProperty(FATAL)));
    }
  }

  private static final class FatalStore extends ObservedStore {
    private final String fatal;

    FatalStore(ImageStore store, String fatal) {
      super(store);
      this.fatal = fatal;
    }

    @Override
    public Optional<PictureMetadata> find(PictureKey name) {
      if (name.id().value().equals(fatal)) {
        ProcessHalt.now();
      }
      return super.find(name);
    }
  }
}
