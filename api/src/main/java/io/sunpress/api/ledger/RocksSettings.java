package io.sunpress.api.ledger;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * How RocksDB is set: a bloom filter, since most questions of a new code find nothing; small
 * buffers, since several parts share a machine; its own log kept short.
 */
final class RocksSettings implements AutoCloseable {
  static {
    RocksDB.loadLibrary();
  }

  private static final long MIB = 1 << 20;

  /** What is gathered in memory before it is written to a file, in bytes. */
  static final long WRITE_BUFFER = 32 * MIB;

  private final LRUCache cache = new LRUCache(64 * MIB);
  private final BloomFilter bloom = new BloomFilter(10);
  private final Options options = new Options();

  RocksSettings() {
    options
        .setCreateIfMissing(true)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(MIB)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(bloom)
                .setCacheIndexAndFilterBlocks(false));
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    bloom.close();
    cache.close();
  }
}
