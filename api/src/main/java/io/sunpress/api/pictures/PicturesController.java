package io.sunpress.api.pictures;

import io.sunpress.api.http.Later;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.storage.ImageStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves pictures so that a browser or a CDN keeps them for ever. GET answers HEAD too. */
@RestController
final class PicturesController implements DisposableBean {
  private static final int MAX_QUEUE = 5_000;

  private final ThreadPoolExecutor readers;
  private final Gallery gallery;

  PicturesController(Ledger ledger, ImageStore store, PicturesProperties properties) {
    this.readers =
        new ThreadPoolExecutor(
            properties.readers(),
            properties.readers(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUE),
            task -> {
              Thread thread = new Thread(task, "sunpress-pictures");
              thread.setDaemon(true);
              return thread;
            });
    readers.allowCoreThreadTimeOut(true);
    this.gallery = new Gallery(ledger, store, properties.patience(), readers);
  }

  @GetMapping("/codes/{app}/{file}")
  Object picture(@PathVariable String app, @PathVariable String file, HttpServletRequest request) {
    return PictureRequest.of(app, file, request)
        .map(wanted -> Later.answer(gallery.fetch(wanted)))
        .orElseGet(PictureAnswers::unknown);
  }

  @Override
  public void destroy() {
    readers.shutdownNow();
  }
}
