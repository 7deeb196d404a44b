package io.sunpress.api.ledger.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.entry.RecordPosition;
import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.ledger.entry.RequestFingerprint;
import io.sunpress.api.ledger.entry.RequestHistory;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeState;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An entry as bytes: about 150 of them for a ready code. Another form is another {@link #VERSION},
 * and a directory of another version is read again.
 */
final class EntryCodec {
  /** The form's number. */
  static final int VERSION = 3;

  private static final int ASKED = 1;
  private static final int PICTURE = 2;
  private static final int READY = 4;
  private static final int FAILED = 8;
  private static final int PLACE = 16;
  private static final int DELAY = 32;
  private static final int DELETED = 64;
  private static final int OPEN = 128;

  private EntryCodec() {}

  static byte[] write(LedgerEntry entry) {
    ByteWriter out = new ByteWriter();
    CodeState state = entry.state();
    // A ready answer says where its picture is.
    Optional<PictureKey> picture = state.ready().isPresent() ? Optional.empty() : entry.picture();
    RequestHistory trail = entry.trail();
    // What is ready waits for nothing.
    Optional<RequestDelay> delay = state.ready().isPresent() ? Optional.empty() : trail.delay();
    out.writeByte(
        (state.askedAt().isPresent() ? ASKED : 0)
            | (picture.isPresent() ? PICTURE : 0)
            | (state.ready().isPresent() ? READY : 0)
            | (state.failed().isPresent() ? FAILED : 0)
            | (trail.place().isPresent() ? PLACE : 0)
            | (delay.isPresent() ? DELAY : 0)
            | (entry.deletedAt().isPresent() ? DELETED : 0)
            | (trail.open().isEmpty() ? 0 : OPEN));
    if (state.askedAt().isPresent()) {
      writeInstant(out, state.askedAt().get());
      out.writeInt(trail.turns());
    }
    if (picture.isPresent()) {
      writePicture(out, picture.get().app(), picture.get().format());
    }
    if (state.ready().isPresent()) {
      writeReady(out, state.ready().get());
    }
    if (state.failed().isPresent()) {
      writeFailed(out, state.failed().get());
    }
    if (trail.place().isPresent()) {
      writePlace(out, trail.place().get());
    }
    if (delay.isPresent()) {
      writeDelay(out, delay.get());
    }
    if (entry.deletedAt().isPresent()) {
      writeInstant(out, entry.deletedAt().get());
    }
    if (!trail.open().isEmpty()) {
      writeOpen(out, trail.open());
    }
    return out.toBytes();
  }

  /**
   * @throws IOException if these are not the bytes of an entry
   */
  static LedgerEntry read(CodeId id, byte[] bytes) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int parts = in.get();
      Optional<Instant> askedAt =
          (parts & ASKED) != 0 ? Optional.of(readInstant(in)) : Optional.empty();
      int turns = (parts & ASKED) != 0 ? in.getInt() : 0;
      Optional<PictureKey> picture =
          (parts & PICTURE) != 0 ? Optional.of(readPicture(in, id)) : Optional.empty();
      Optional<CodeAnswer.Ready> ready =
          (parts & READY) != 0 ? Optional.of(readReady(in, id)) : Optional.empty();
      Optional<CodeAnswer.Failed> failed =
          (parts & FAILED) != 0 ? Optional.of(readFailed(in, id)) : Optional.empty();
      Optional<RecordPosition> place =
          (parts & PLACE) != 0 ? Optional.of(readPlace(in)) : Optional.empty();
      Optional<RequestDelay> delay =
          (parts & DELAY) != 0 ? Optional.of(readDelay(in)) : Optional.empty();
      Optional<Instant> deletedAt =
          (parts & DELETED) != 0 ? Optional.of(readInstant(in)) : Optional.empty();
      List<RequestFingerprint> open = (parts & OPEN) != 0 ? readOpen(in) : List.of();
      return new LedgerEntry(
          new CodeState(askedAt, ready, failed),
          ready.map(CodeAnswer.Ready::picture).or(() -> picture),
          new RequestHistory(place, turns, delay, open),
          deletedAt);
    } catch (RuntimeException e) {
      throw new IOException("not an entry", e);
    }
  }

  private static void writeReady(ByteWriter out, CodeAnswer.Ready ready) {
    writePicture(out, ready.app(), ready.format());
    out.writeLong(ready.bytes());
    out.writeText(ready.sha256());
    out.writeInt(ready.attempts());
    writeInstant(out, ready.askedAt());
    writeInstant(out, ready.finishedAt());
  }

  private static CodeAnswer.Ready readReady(ByteBuffer in, CodeId id) {
    PictureKey picture = readPicture(in, id);
    return new CodeAnswer.Ready(
        id,
        picture.app(),
        picture.format(),
        in.getLong(),
        readText(in),
        in.getInt(),
        readInstant(in),
        readInstant(in));
  }

  private static void writeFailed(ByteWriter out, CodeAnswer.Failed failed) {
    out.writeText(failed.app().value());
    writeError(out, failed.error());
    out.writeInt(failed.attempts());
    writeInstant(out, failed.askedAt());
    writeInstant(out, failed.finishedAt());
  }

  private static CodeAnswer.Failed readFailed(ByteBuffer in, CodeId id) {
    AppId app = new AppId(readText(in));
    return new CodeAnswer.Failed(
        id, app, readError(in), in.getInt(), readInstant(in), readInstant(in));
  }

  private static void writePlace(ByteWriter out, RecordPosition place) {
    out.writeByte(place.lane().ordinal());
    out.writeInt(place.partition());
    out.writeLong(place.offset());
  }

  private static RecordPosition readPlace(ByteBuffer in) {
    return new RecordPosition(Priority.values()[in.get()], in.getInt(), in.getLong());
  }

  private static void writeDelay(ByteWriter out, RequestDelay delay) {
    writeInstant(out, delay.askedAt());
    out.writeInt(delay.turn());
    writeError(out, delay.error());
    out.writeInt(delay.attempts());
    out.writeBoolean(delay.until().isPresent());
    writeInstant(out, delay.until().orElse(Instant.EPOCH));
  }

  private static RequestDelay readDelay(ByteBuffer in) {
    Instant askedAt = readInstant(in);
    int turn = in.getInt();
    CodeError error = readError(in);
    int attempts = in.getInt();
    boolean says = in.get() != 0;
    Instant until = readInstant(in);
    return new RequestDelay(
        askedAt, turn, error, attempts, says ? Optional.of(until) : Optional.empty());
  }

  private static void writeOpen(ByteWriter out, List<RequestFingerprint> open) {
    out.writeByte(open.size());
    for (RequestFingerprint request : open) {
      out.writeLong(request.requestId());
      out.writeLong(request.reference());
      out.writeBoolean(request.checkPath());
      writeInstant(out, request.askedAt());
    }
  }

  private static List<RequestFingerprint> readOpen(ByteBuffer in) {
    List<RequestFingerprint> open = new ArrayList<>();
    for (int left = in.get(); left > 0; left--) {
      open.add(new RequestFingerprint(in.getLong(), in.getLong(), in.get() != 0, readInstant(in)));
    }
    return open;
  }

  private static void writeError(ByteWriter out, CodeError error) {
    out.writeText(error.type().wireName());
    out.writeBoolean(error.errcode().isPresent());
    out.writeInt(error.errcode().orElse(0));
    out.writeText(error.errmsg());
    out.writeText(error.rid().orElse(""));
  }

  private static CodeError readError(ByteBuffer in) {
    ErrorClass type = ErrorClass.of(readText(in)).orElse(ErrorClass.UNKNOWN);
    boolean numbered = in.get() != 0;
    int errcode = in.getInt();
    return new CodeError(
        type,
        numbered ? OptionalInt.of(errcode) : OptionalInt.empty(),
        readText(in),
        Optional.of(readText(in)).filter(rid -> !rid.isEmpty()));
  }

  private static void writePicture(ByteWriter out, AppId app, PictureFormat format) {
    out.writeText(app.value());
    out.writeText(format.extension());
  }

  private static PictureKey readPicture(ByteBuffer in, CodeId id) {
    AppId app = new AppId(readText(in));
    return new PictureKey(app, id, PictureFormat.ofExtension(readText(in)).orElseThrow());
  }

  private static void writeInstant(ByteWriter out, Instant at) {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private static Instant readInstant(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private static String readText(ByteBuffer in) {
    int length = in.getInt();
    String text = new String(in.array(), in.position(), length, UTF_8);
    in.position(in.position() + length);
    return text;
  }
}
