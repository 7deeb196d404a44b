package io.sunpress.api.pictures;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.auth.Role;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AsyncResponse;
import io.sunpress.api.web.Language;
import io.sunpress.concurrent.DaemonThreads;
import io.sunpress.storage.ImageStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves pictures so that a browser or a CDN keeps them for ever. GET answers HEAD too. Needs no
 * key: a picture's name can't be guessed. One that is shown counts all the same.
 */
@RestController
final class PicturesController implements DisposableBean {
  private static final int MAX_REPAIRS = 1_000;

  private final StoreReads reads;
  private final ThreadPoolExecutor repairer;
  private final PictureService gallery;

  PicturesController(
      Ledger ledger,
      ImageStore store,
      PicturesProperties properties,
      CodeRequestService desk,
      RequestProperties asking,
      Clock clock) {
    this.reads = new StoreReads(properties.readerThreads(), properties.storeTimeout());
    this.repairer =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_REPAIRS),
            DaemonThreads.named("sunpress-repair"));
    repairer.allowCoreThreadTimeOut(true);
    PictureRedraw repair = new PictureRedraw(ledger, desk, asking.resubmitAfter(), clock, repairer);
    this.gallery = new PictureService(ledger, store, properties.maxWait(), reads, repair);
  }

  @GetMapping("/codes/{app}/{file}")
  @RequiresRole(value = Role.READ, open = true)
  Object picture(@PathVariable String app, @PathVariable String file, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    return PictureRequest.of(app, file, request)
        .filter(wanted -> caller.sees(wanted.name().app()))
        .map(wanted -> AsyncResponse.answer(gallery.fetch(wanted)))
        .orElseGet(() -> PictureResponses.unknown(Language.of(request)));
  }

  @Override
  public void destroy() {
    reads.close();
    repairer.shutdownNow();
  }
}
