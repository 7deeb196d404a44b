package io.sunpress.worker;

import io.sunpress.code.PictureName;
import io.sunpress.storage.Creation;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoreState;
import io.sunpress.storage.StoredPicture;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** A worker that ends without a word when it looks for the picture of one code. */
final class FatalWorker {
  /** Set where the process is started: the code's id. */
  static final String FATAL = "fatal.code";

  /** What an operator sees of kill -9. */
  private static final int KILLED = 137;

  private FatalWorker() {}

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(WorkerApplication.class, Fuse.class).run(arguments);
  }

  /** Not found by the scan that every worker begins with, but named. */
  static final class Fuse {
    @Bean
    static BeanPostProcessor fuse() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof ImageStore store
              ? new FatalStore(store, System.getProperty(FATAL))
              : bean;
        }
      };
    }
  }

  private record FatalStore(ImageStore store, String fatal) implements ImageStore {
    @Override
    public Optional<StoredPicture> find(PictureName name) {
      if (name.id().value().equals(fatal)) {
        Runtime.getRuntime().halt(KILLED);
      }
      return store.find(name);
    }

    @Override
    public Creation create(PictureName name, Picture picture) {
      return store.create(name, picture);
    }

    @Override
    public Optional<Picture> read(PictureName name) {
      return store.read(name);
    }

    @Override
    public StoreState check() {
      return store.check();
    }
  }
}
