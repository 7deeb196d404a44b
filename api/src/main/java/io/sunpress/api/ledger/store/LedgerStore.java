package io.sunpress.api.ledger.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.code.CodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries and the offsets up to which they were read, in RocksDB. Both go into one write batch, so
 * that whatever moment a process ends at, what is read again is exactly what is missing. Not synced
 * to disk: a killed process loses nothing, and a power cut only what the topics still have.
 */
public final class LedgerStore implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LedgerStore.class);
  private static final byte[] LOWEST = {0};
  private static final byte[] HIGHEST = {(byte) 0xff};
  private static final byte[] OF_WHAT = meta("of-what");
  private static final int NO_EPOCH = -1;
  private static final int EXPECTED_ENTRY_BYTES = 256;

  /** What a disk that was full must have before writing is tried again: two write buffers. */
  private static final long ROOM = 2 * RocksDbOptions.WRITE_BUFFER;

  private final Path directory;
  private final RocksDbOptions settings;
  private final WriteOptions unsynced = new WriteOptions();
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private @Nullable RocksDB db;
  private boolean closed;
  private volatile boolean corrupt;
  private volatile boolean stuck;

  private LedgerStore(Path directory, RocksDbOptions settings, RocksDB db) {
    this.directory = directory;
    this.settings = settings;
    this.db = db;
  }

  /**
   * Opens an existing directory or a new one.
   *
   * @throws RocksDBException if what is there can't be used
   */
  public static LedgerStore open(Path directory) throws RocksDBException, IOException {
    Files.createDirectories(directory);
    RocksDbOptions settings = new RocksDbOptions();
    try {
      return new LedgerStore(
          directory, settings, RocksDB.open(settings.options(), directory.toString()));
    } catch (RocksDBException e) {
      settings.close();
      throw e;
    }
  }

  /** What the directory was read from; empty for a new one. */
  public Optional<String> ofWhat() {
    return Optional.ofNullable(guarded(db -> db.get(OF_WHAT)))
        .map(bytes -> new String(bytes, UTF_8));
  }

  /** Forgets everything, to be read from there. */
  public void restart(String ofWhat) {
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(LOWEST, HIGHEST);
      batch.put(OF_WHAT, ofWhat.getBytes(UTF_8));
      write(batch);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  public LedgerEntry find(CodeId id) {
    return entry(id, guarded(db -> db.get(key(id))));
  }

  /** Many at once, in a new map: one crossing into RocksDB instead of one each. */
  public Map<CodeId, LedgerEntry> findAll(Collection<CodeId> ids) {
    if (ids.isEmpty()) {
      return new HashMap<>();
    }
    List<CodeId> order = List.copyOf(ids);
    List<byte[]> keys = order.stream().map(LedgerStore::key).toList();
    List<byte[]> values = Objects.requireNonNull(guarded(db -> db.multiGetAsList(keys)));
    Map<CodeId, LedgerEntry> found = new HashMap<>(2 * order.size());
    for (int i = 0; i < order.size(); i++) {
      found.put(order.get(i), entry(order.get(i), values.get(i)));
    }
    return found;
  }

  private LedgerEntry entry(CodeId id, byte @Nullable [] value) {
    if (value == null) {
      return LedgerEntry.NONE;
    }
    try {
      return EntryCodec.read(id, value);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The offset to go on from; empty where nothing was read yet. */
  public Optional<OffsetAndMetadata> offset(TopicPartition partition) {
    return Optional.ofNullable(guarded(db -> db.get(key(partition)))).map(LedgerStore::offset);
  }

  private static OffsetAndMetadata offset(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long offset = in.getLong();
    int epoch = in.getInt();
    return new OffsetAndMetadata(
        offset, epoch == NO_EPOCH ? Optional.empty() : Optional.of(epoch), "");
  }

  /** The leader's epoch goes with it: after another one lost records, Kafka tells by it. */
  private static byte[] bytes(OffsetAndMetadata offset) {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
        .putLong(offset.offset())
        .putInt(offset.leaderEpoch().orElse(NO_EPOCH))
        .array();
  }

  /** Writes what was read and how far that was, both or none of it. */
  public void write(
      Map<CodeId, LedgerEntry> entries, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try (WriteBatch batch = new WriteBatch(EXPECTED_ENTRY_BYTES * entries.size())) {
      for (Map.Entry<CodeId, LedgerEntry> entry : entries.entrySet()) {
        put(batch, key(entry.getKey()), entry.getValue());
      }
      for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : offsets.entrySet()) {
        batch.put(key(offset.getKey()), bytes(offset.getValue()));
      }
      write(batch);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  private static void put(WriteBatch batch, byte[] key, LedgerEntry entry) throws RocksDBException {
    if (entry.equals(LedgerEntry.NONE)) {
      batch.delete(key);
    } else {
      batch.put(key, EntryCodec.write(entry));
    }
  }

  private void write(WriteBatch batch) {
    guarded(
        db -> {
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
      if (db == null) {
        throw new LedgerBrokenException("the ledger in " + directory + " can't be opened", null);
      }
      return access.run(db);
    } catch (RocksDBException e) {
      throw broken(e);
    } finally {
      reading.unlock();
    }
  }

  private interface Access<T> {
    T run(RocksDB db) throws RocksDBException;
  }

  /** What is corrupt stays so. A full disk may be emptied. */
  private LedgerBrokenException broken(Exception cause) {
    boolean unreadable =
        !(cause instanceof RocksDBException e)
            || (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption);
    if (unreadable && !corrupt) {
      corrupt = true;
      LedgerDirectory.markBroken(directory);
    }
    stuck = !unreadable;
    return new LedgerBrokenException(
        unreadable
            ? "the ledger in " + directory + " is broken"
            : "the ledger in " + directory + " can't be written or read: " + cause.getMessage(),
        cause);
  }

  /**
   * To be called once in a while.
   *
   * @throws LedgerBrokenException if it has turned out to be corrupt, wherever that was noticed
   */
  public void check() {
    if (corrupt) {
      throw new LedgerBrokenException("the ledger in " + directory + " is broken", null);
    }
  }

  /**
   * After a {@link LedgerBrokenException}: begins anew where what stands there is corrupt, and
   * opens again what could not be written, once there is room. Until then it can be read.
   */
  public void mend() {
    if (corrupt) {
      reopen(true);
    } else if (db == null || (stuck && hasRoom())) {
      reopen(false);
    }
  }

  private boolean hasRoom() {
    try {
      return Files.getFileStore(directory).getUsableSpace() >= ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  private void reopen(boolean anew) {
    open.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      if (db != null) {
        db.close();
        db = null;
      }
      if (anew) {
        LedgerDirectory.wipe(directory, "it has turned out to be broken");
        Files.createDirectories(directory);
      }
      db = RocksDB.open(settings.options(), directory.toString());
      corrupt = false;
      stuck = false;
    } catch (RocksDBException | IOException e) {
      log.warn("The ledger in {} can't be opened again yet: {}", directory, e.getMessage());
    } finally {
      open.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        if (db != null) {
          db.close();
        }
        unsynced.close();
        settings.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }

  private static byte[] key(CodeId id) {
    return id.value().getBytes(US_ASCII);
  }

  private static byte[] key(TopicPartition partition) {
    return meta("offset/" + partition.topic() + "/" + partition.partition());
  }

  /** Code ids begin with a letter or a digit: what is not one begins with a zero byte. */
  private static byte[] meta(String name) {
    return ("\0" + name).getBytes(UTF_8);
  }
}
