package io.sunpress.worker;

import io.sunpress.code.PictureKey;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.storage.StoreCheckResult;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** A worker's store that somebody listens at: what is not overridden goes to the store itself. */
abstract class ObservedStore implements ImageStore {
  private final ImageStore store;

  ObservedStore(ImageStore store) {
    this.store = store;
  }

  /** Has a worker use this one in its store's place. */
  static BeanPostProcessor by(UnaryOperator<ImageStore> listener) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof ImageStore store ? listener.apply(store) : bean;
      }
    };
  }

  @Override
  public Optional<PictureMetadata> find(PictureKey name) {
    return store.find(name);
  }

  @Override
  public CreateResult create(PictureKey name, Picture picture) {
    return store.create(name, picture);
  }

  @Override
  public Optional<Picture> read(PictureKey name) {
    return store.read(name);
  }

  @Override
  public StoreCheckResult check() {
    return store.check();
  }

  @Override
  public StoreCheckResult checkTakes(Picture like) {
    return store.checkTakes(like);
  }
}
