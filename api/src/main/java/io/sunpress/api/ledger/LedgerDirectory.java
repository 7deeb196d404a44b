package io.sunpress.api.ledger;

import io.sunpress.settings.InvalidConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the ledger's directory whatever state it is in. What can't be used is wiped: it is a copy
 * of the topics. Only a folder of its own inside the directory is ever wiped, whatever the setting
 * points at.
 */
final class LedgerDirectory {
  private static final Logger log = LoggerFactory.getLogger(LedgerDirectory.class);
  private static final String BROKEN = "BROKEN";

  private LedgerDirectory() {}

  /**
   * @param form what the directory's mark must begin with
   * @throws RefusedStartException if another process has it open, or nothing can be written there
   */
  static LedgerStore open(Path directory, String form) {
    Path own = directory.toAbsolutePath().resolve("codes");
    try {
      if (Files.exists(own.resolve(BROKEN))) {
        wipe(own, "it was found broken");
      }
      LedgerStore store = tryOpen(own);
      forgetOthers(store, own, form);
      return store;
    } catch (RocksDBException e) {
      if (isLocked(e)) {
        throw new InvalidConfigurationException(
            "sunpress.ledger.directory " + directory + " is used by another process",
            "Each API process needs one of its own: set it to another, or stop the other process.",
            e);
      }
      return openAnew(own, e.getMessage());
    } catch (IOException e) {
      throw unusable(own, e);
    }
  }

  /** Opening reads little: a look at the mark finds what else is broken. */
  private static LedgerStore tryOpen(Path own) throws RocksDBException, IOException {
    LedgerStore store = LedgerStore.open(own);
    try {
      store.ofWhat();
      return store;
    } catch (LedgerBrokenException e) {
      store.close();
      throw new RocksDBException(e.getMessage());
    }
  }

  private static void forgetOthers(LedgerStore store, Path own, String form) {
    Optional<String> other = store.ofWhat().filter(mark -> !mark.startsWith(form));
    if (other.isPresent()) {
      log.warn("The ledger in {} is wiped and read again: it is of {}", own, other.get());
      store.restart(form);
    }
  }

  private static LedgerStore openAnew(Path own, String why) {
    try {
      wipe(own, why);
      return LedgerStore.open(own);
    } catch (IOException | RocksDBException e) {
      throw unusable(own, e);
    }
  }

  private static boolean isLocked(RocksDBException e) {
    return e.getStatus() != null
        && e.getStatus().getCode() == Status.Code.IOError
        && e.getMessage().toLowerCase(Locale.ROOT).contains("lock");
  }

  private static InvalidConfigurationException unusable(Path own, Exception cause) {
    return new InvalidConfigurationException(
        "sunpress.ledger.directory can't be used: " + own + ": " + cause.getMessage(),
        "Set it to a directory that this process may write to, with room on its disk.",
        cause);
  }

  static void wipe(Path own, String why) throws IOException {
    log.warn("The ledger in {} is wiped and read again from the topics: {}", own, why);
    if (!Files.exists(own)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(own)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** So that the next start wipes it. */
  static void markBroken(Path own) {
    try {
      Files.writeString(own.resolve(BROKEN), "");
    } catch (IOException e) {
      log.warn("Could not mark {} as broken", own, new UncheckedIOException(e));
    }
  }
}
