package io.sunpress.api.ledger.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * How RocksDB is set: bloom filters of files and buffers, since most questions of a new code find
 * nothing; small blocks with a hash index, since nothing is read in the order of its keys; small
 * buffers, since several parts share a machine; its own log kept short.
 */
final class RocksDbOptions implements AutoCloseable {
  static {
    RocksDB.loadLibrary();
  }

  private static final long MIB = 1 << 20;

  /** What is gathered in memory before it is written to a file, in bytes. */
  static final long WRITE_BUFFER = 32 * MIB;

  /** Of a buffer: what its bloom filter takes. */
  private static final double BUFFER_BLOOM = 0.05;

  /** A code is looked up by itself, but a block is read and unpacked as a whole: some ten codes. */
  private static final int BLOCK = 2 << 10;

  private final LRUCache cache = new LRUCache(64 * MIB);
  private final BloomFilter bloom = new BloomFilter(10);
  private final Options options = new Options();

  RocksDbOptions() {
    options
        .setCreateIfMissing(true)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMemtablePrefixBloomSizeRatio(BUFFER_BLOOM)
        .setMemtableWholeKeyFiltering(true)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(MIB)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockSize(BLOCK)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
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
