package io.sunpress.simulator.calls;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/** A call in little memory: millions of them are kept. Guarded by the ledger's lock. */
final class CompactCall {
  private static final RecordedOutcome PENDING = new RecordedOutcome.Pending();

  final long number;
  final long atMillis;
  final CallParameters facts;
  final String fault;

  /** Shared instances but for pictures, whose digest stands below. */
  private RecordedOutcome plainOutcome = PENDING;

  private int pictureBytes;
  private long digest0;
  private long digest1;
  private long digest2;
  private long digest3;

  CompactCall(long number, long atMillis, CallParameters facts, String fault) {
    this.number = number;
    this.atMillis = atMillis;
    this.facts = facts;
    this.fault = fault;
  }

  boolean isPending() {
    return plainOutcome == PENDING;
  }

  void end(RecordedOutcome recordedOutcome) {
    plainOutcome = recordedOutcome;
    if (recordedOutcome instanceof RecordedOutcome.Picture picture) {
      plainOutcome = null;
      pictureBytes = picture.bytes();
      ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(picture.sha256()));
      digest0 = digest.getLong();
      digest1 = digest.getLong();
      digest2 = digest.getLong();
      digest3 = digest.getLong();
    }
  }

  RecordedOutcome outcome() {
    if (plainOutcome != null) {
      return plainOutcome;
    }
    ByteBuffer digest = ByteBuffer.allocate(32);
    digest.putLong(digest0).putLong(digest1).putLong(digest2).putLong(digest3);
    return new RecordedOutcome.Picture(HexFormat.of().formatHex(digest.array()), pictureBytes);
  }

  RecordedCall view() {
    return new RecordedCall(number, Instant.ofEpochMilli(atMillis), facts, outcome(), fault);
  }
}
