package io.sunpress.api.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.entry.RecordPosition;
import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.ledger.entry.RequestFingerprint;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerStoreTest {
  private static final CodeId ID = new CodeId("0123456789abcdefghjkmnpqrs");
  private static final CodeId OTHER = new CodeId("zzzzzzzzzzzzzzzzzzzzzzzzzz");
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final TopicPartition PARTITION = new TopicPartition("sunpress.answers", 7);
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456789Z");

  @TempDir Path directory;

  private static OffsetAndMetadata at(long offset) {
    return new OffsetAndMetadata(offset, offset > 1 ? Optional.of(3) : Optional.empty(), "");
  }

  private static List<LedgerEntry> entries() {
    PictureKey picture = new PictureKey(APP, ID, PictureFormat.PNG);
    LedgerEntry asked = LedgerEntry.NONE.asked(AT, Optional.of(picture));
    CodeAnswer failed =
        new CodeAnswer.Failed(
            ID,
            APP,
            new CodeError(
                ErrorClass.REQUEST, OptionalInt.of(-1), "页面不存在 ".repeat(9_000), Optional.of("r")),
            3,
            AT,
            AT);
    return List.of(
        LedgerEntry.NONE,
        asked,
        LedgerEntry.NONE.asked(AT, Optional.empty()),
        asked
            .requestedBy(RequestFingerprint.of("r1", "order 7", false, AT))
            .requestedBy(RequestFingerprint.of("r2", null, true, AT.plusMillis(1))),
        asked.answered(failed),
        LedgerEntry.NONE.answered(failed),
        asked.answered(failed).answered(TopicWriter.readyAnswer(ID, AT)),
        LedgerEntry.NONE.asked(
            AT,
            Optional.of(picture),
            Optional.of(new RecordPosition(Priority.BULK, 23, Long.MAX_VALUE)),
            7),
        asked.delayed(
            new RequestDelay(
                AT,
                2,
                new CodeError(ErrorClass.BUSY, OptionalInt.of(-1), "x", Optional.empty()),
                5,
                Optional.of(AT.plusSeconds(60))),
            Optional.empty()),
        asked.delayed(
            new RequestDelay(AT, 1, CodeError.of(ErrorClass.STORAGE, ""), 0, Optional.empty()),
            Optional.empty()),
        asked.deleted(AT),
        asked.deleted(AT.minusSeconds(1)),
        LedgerEntry.NONE.answered(TopicWriter.readyAnswer(ID, AT)));
  }

  @Test
  void anEntryIsReadAsItWasWritten() throws IOException {
    for (LedgerEntry entry : entries()) {
      assertThat(EntryCodec.read(ID, EntryCodec.write(entry))).isEqualTo(entry);
    }
  }

  @Test
  void bytesThatAreCutAreNoEntry() {
    byte[] whole = EntryCodec.write(entries().get(6));
    for (int length : new int[] {0, 1, 5, 20, 60, whole.length - 1}) {
      assertThatThrownBy(() -> EntryCodec.read(ID, Arrays.copyOf(whole, length)))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void entriesAndOffsetsAreWrittenTogetherOrNotAtAll() throws Exception {
    // An entry that can't be written: without its code.
    Map<CodeId, LedgerEntry> halfBad = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    halfBad.put(ID, entries().get(1));
    halfBad.put(OTHER, null);
    try (LedgerStore store = LedgerStore.open(directory)) {
      assertThatThrownBy(() -> store.write(halfBad, Map.of(PARTITION, at(42L))))
          .isInstanceOf(NullPointerException.class);
      assertThat(store.offset(PARTITION)).isEmpty();
      assertThat(store.find(ID)).isEqualTo(LedgerEntry.NONE);

      store.write(Map.of(ID, entries().get(1)), Map.of(PARTITION, at(42L)));
    }
    try (LedgerStore store = LedgerStore.open(directory)) {
      assertThat(store.offset(PARTITION)).contains(at(42L));
      assertThat(store.find(ID)).isEqualTo(entries().get(1));
      store.write(Map.of(ID, LedgerEntry.NONE), Map.of());
      assertThat(store.find(ID)).isEqualTo(LedgerEntry.NONE);
    }
  }

  @Test
  void manyAreFoundAtOnceAsEachByItself() throws Exception {
    try (LedgerStore store = LedgerStore.open(directory)) {
      store.write(Map.of(ID, entries().get(1)), Map.of());
      assertThat(store.findAll(List.of(OTHER, ID)))
          .isEqualTo(Map.of(ID, entries().get(1), OTHER, LedgerEntry.NONE));
      assertThat(store.findAll(List.of())).isEmpty();
    }
  }

  @Test
  void aRestartForgetsEverythingButWhatItIsOf() throws Exception {
    try (LedgerStore store = LedgerStore.open(directory)) {
      store.write(
          Map.of(ID, entries().get(1), OTHER, entries().get(1)), Map.of(PARTITION, at(42L)));
      store.restart("of something else");
      assertThat(store.offset(PARTITION)).isEmpty();
      assertThat(store.find(ID)).isEqualTo(LedgerEntry.NONE);
      assertThat(store.find(OTHER)).isEqualTo(LedgerEntry.NONE);
      assertThat(store.ofWhat()).contains("of something else");
    }
  }

  /** RocksDB goes on by itself after a full disk, but not after other troubles that pass. */
  @Test
  void aDirectoryThatGoesAwayIsWrittenToAgainWhenItComesBack() throws Exception {
    Path place = directory.resolve("codes");
    Path elsewhere = directory.resolve("elsewhere");
    LedgerEntry large = entries().get(4);
    try (LedgerStore store = LedgerStore.open(place)) {
      store.write(Map.of(ID, large), Map.of(PARTITION, at(1L)));
      Files.move(place, elsewhere);
      assertThatThrownBy(() -> writeMuch(store, large)).isInstanceOf(LedgerBrokenException.class);
      store.mend();
      assertThat(store.find(ID)).as("it can be read meanwhile").isEqualTo(large);
      assertThat(store.offset(PARTITION)).contains(at(1L));

      Files.move(elsewhere, place);
      store.mend();
      assertThat(store.find(ID)).isEqualTo(large);
      store.write(Map.of(ID, entries().get(1)), Map.of(PARTITION, at(2L)));
      assertThat(store.find(ID)).isEqualTo(entries().get(1));
    }
  }

  /** More than is gathered in memory, so that another file is needed. */
  private static void writeMuch(LedgerStore store, LedgerEntry entry) {
    for (int i = 0; i < 5_000; i++) {
      store.write(Map.of(OTHER, entry), Map.of());
    }
  }

  @Test
  void aClosedStoreIsRefusedAndDoesNotCrashTheProcess() throws Exception {
    LedgerStore store = LedgerStore.open(directory);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.find(ID)).isInstanceOf(IllegalStateException.class);
  }
}
