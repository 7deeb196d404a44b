package io.sunpress.api.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.CodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Entries and the offsets up to which they were read, in RocksDB. Both go into one write batch, so
 * that whatever moment a process ends at, what is read again is exactly what is missing. Not synced
 * to disk: a killed process loses nothing, and a power cut only what the topics still have.
 */
final class LedgerStore implements AutoCloseable {
  private static final byte[] LOWEST = {0};
  private static final byte[] HIGHEST = {(byte) 0xff};
  private static final byte[] OF_WHAT = meta("of-what");

  private final Path directory;
  private final RocksSettings settings;
  private final RocksDB db;
  private final WriteOptions unsynced = new WriteOptions();
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  private LedgerStore(Path directory, RocksSettings settings, RocksDB db) {
    this.directory = directory;
    this.settings = settings;
    this.db = db;
  }

  /**
   * Opens an existing directory or a new one.
   *
   * @throws RocksDBException if what is there can't be used
   */
  static LedgerStore open(Path directory) throws RocksDBException, IOException {
    Files.createDirectories(directory);
    RocksSettings settings = new RocksSettings();
    try {
      return new LedgerStore(
          directory, settings, RocksDB.open(settings.options(), directory.toString()));
    } catch (RocksDBException e) {
      settings.close();
      throw e;
    }
  }

  /** What the directory was read from; empty for a new one. */
  Optional<String> ofWhat() {
    return Optional.ofNullable(guarded(() -> db.get(OF_WHAT)))
        .map(bytes -> new String(bytes, UTF_8));
  }

  /** Forgets everything, to be read from there. */
  void restart(String ofWhat) {
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(LOWEST, HIGHEST);
      batch.put(OF_WHAT, ofWhat.getBytes(UTF_8));
      write(batch);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  Entry find(CodeId id) {
    byte @Nullable [] value = guarded(() -> db.get(key(id)));
    if (value == null) {
      return Entry.NONE;
    }
    try {
      return StoredForm.read(id, value);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The offset to go on from; empty where nothing was read yet. */
  Optional<Long> offset(TopicPartition partition) {
    return Optional.ofNullable(guarded(() -> db.get(key(partition))))
        .map(value -> ByteBuffer.wrap(value).getLong());
  }

  /** Writes what was read and how far that was, both or none of it. */
  void write(Map<CodeId, Entry> entries, Map<TopicPartition, Long> offsets) {
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<CodeId, Entry> entry : entries.entrySet()) {
        put(batch, key(entry.getKey()), entry.getValue());
      }
      for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
        batch.put(key(offset.getKey()), ByteBuffer.allocate(8).putLong(offset.getValue()).array());
      }
      write(batch);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  private static void put(WriteBatch batch, byte[] key, Entry entry) throws RocksDBException {
    if (entry.equals(Entry.NONE)) {
      batch.delete(key);
    } else {
      batch.put(key, StoredForm.write(entry));
    }
  }

  private void write(WriteBatch batch) {
    guarded(
        () -> {
          db.write(unsynced, batch);
          return true;
        });
  }

  /** A closed database crashes the whole process when it is read. */
  private <T> @Nullable T guarded(Access<@Nullable T> access) {
    Lock reading = open.readLock();
    reading.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the ledger is closed");
      }
      return access.run();
    } catch (RocksDBException e) {
      throw broken(e);
    } finally {
      reading.unlock();
    }
  }

  private interface Access<T> {
    T run() throws RocksDBException;
  }

  /** What is corrupt stays so: the next start begins anew. A full disk may be emptied. */
  private LedgerBrokenException broken(Exception cause) {
    boolean corrupt =
        !(cause instanceof RocksDBException e)
            || (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption);
    if (corrupt) {
      LedgerDirectory.markBroken(directory);
    }
    return new LedgerBrokenException("the ledger in " + directory + " is broken", cause);
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        db.close();
        unsynced.close();
        settings.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }

  private static byte[] key(CodeId id) {
    return id.value().getBytes(UTF_8);
  }

  private static byte[] key(TopicPartition partition) {
    return meta("offset/" + partition.topic() + "/" + partition.partition());
  }

  /** Code ids begin with a letter or a digit: what is not one begins with a zero byte. */
  private static byte[] meta(String name) {
    return ("\0" + name).getBytes(UTF_8);
  }
}
