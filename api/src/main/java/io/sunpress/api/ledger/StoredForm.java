package io.sunpress.api.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureName;
import io.sunpress.intake.Lane;
import io.sunpress.message.Answer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeState;
import io.sunpress.message.ErrorClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An entry as bytes: about 150 of them for a ready code. Another form is another {@link #VERSION},
 * and a directory of another version is read again.
 */
final class StoredForm {
  /** The form's number. */
  static final int VERSION = 2;

  private static final int ASKED = 1;
  private static final int PICTURE = 2;
  private static final int READY = 4;
  private static final int FAILED = 8;
  private static final int PLACE = 16;
  private static final int DELAY = 32;
  private static final int DELETED = 64;

  private StoredForm() {}

  static byte[] write(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      CodeState state = entry.state();
      // A ready answer says where its picture is.
      Optional<PictureName> picture =
          state.ready().isPresent() ? Optional.empty() : entry.picture();
      Trail trail = entry.trail();
      // What is ready waits for nothing.
      Optional<Delay> delay = state.ready().isPresent() ? Optional.empty() : trail.delay();
      out.writeByte(
          (state.askedAt().isPresent() ? ASKED : 0)
              | (picture.isPresent() ? PICTURE : 0)
              | (state.ready().isPresent() ? READY : 0)
              | (state.failed().isPresent() ? FAILED : 0)
              | (trail.place().isPresent() ? PLACE : 0)
              | (delay.isPresent() ? DELAY : 0)
              | (entry.deletedAt().isPresent() ? DELETED : 0));
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
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if these are not the bytes of an entry
   */
  static Entry read(CodeId id, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int parts = in.readByte();
      Optional<Instant> askedAt =
          (parts & ASKED) != 0 ? Optional.of(readInstant(in)) : Optional.empty();
      int turns = (parts & ASKED) != 0 ? in.readInt() : 0;
      Optional<PictureName> picture =
          (parts & PICTURE) != 0 ? Optional.of(readPicture(in, id)) : Optional.empty();
      Optional<Answer.Ready> ready =
          (parts & READY) != 0 ? Optional.of(readReady(in, id)) : Optional.empty();
      Optional<Answer.Failed> failed =
          (parts & FAILED) != 0 ? Optional.of(readFailed(in, id)) : Optional.empty();
      Optional<Place> place = (parts & PLACE) != 0 ? Optional.of(readPlace(in)) : Optional.empty();
      Optional<Delay> delay = (parts & DELAY) != 0 ? Optional.of(readDelay(in)) : Optional.empty();
      Optional<Instant> deletedAt =
          (parts & DELETED) != 0 ? Optional.of(readInstant(in)) : Optional.empty();
      return new Entry(
          new CodeState(askedAt, ready, failed),
          ready.map(Answer.Ready::picture).or(() -> picture),
          new Trail(place, turns, delay),
          deletedAt);
    } catch (RuntimeException e) {
      throw new IOException("not an entry", e);
    }
  }

  private static void writeReady(DataOutputStream out, Answer.Ready ready) throws IOException {
    writePicture(out, ready.app(), ready.format());
    out.writeLong(ready.bytes());
    writeText(out, ready.sha256());
    out.writeInt(ready.attempts());
    writeInstant(out, ready.askedAt());
    writeInstant(out, ready.finishedAt());
  }

  private static Answer.Ready readReady(DataInputStream in, CodeId id) throws IOException {
    PictureName picture = readPicture(in, id);
    return new Answer.Ready(
        id,
        picture.app(),
        picture.format(),
        in.readLong(),
        readText(in),
        in.readInt(),
        readInstant(in),
        readInstant(in));
  }

  private static void writeFailed(DataOutputStream out, Answer.Failed failed) throws IOException {
    writeText(out, failed.app().value());
    writeError(out, failed.error());
    out.writeInt(failed.attempts());
    writeInstant(out, failed.askedAt());
    writeInstant(out, failed.finishedAt());
  }

  private static Answer.Failed readFailed(DataInputStream in, CodeId id) throws IOException {
    AppId app = new AppId(readText(in));
    return new Answer.Failed(
        id, app, readError(in), in.readInt(), readInstant(in), readInstant(in));
  }

  private static void writePlace(DataOutputStream out, Place place) throws IOException {
    out.writeByte(place.lane().ordinal());
    out.writeInt(place.partition());
    out.writeLong(place.offset());
  }

  private static Place readPlace(DataInputStream in) throws IOException {
    return new Place(Lane.values()[in.readByte()], in.readInt(), in.readLong());
  }

  private static void writeDelay(DataOutputStream out, Delay delay) throws IOException {
    writeInstant(out, delay.askedAt());
    out.writeInt(delay.turn());
    writeError(out, delay.error());
    out.writeInt(delay.attempts());
    out.writeBoolean(delay.until().isPresent());
    writeInstant(out, delay.until().orElse(Instant.EPOCH));
  }

  private static Delay readDelay(DataInputStream in) throws IOException {
    Instant askedAt = readInstant(in);
    int turn = in.readInt();
    CodeError error = readError(in);
    int attempts = in.readInt();
    boolean says = in.readBoolean();
    Instant until = readInstant(in);
    return new Delay(askedAt, turn, error, attempts, says ? Optional.of(until) : Optional.empty());
  }

  private static void writeError(DataOutputStream out, CodeError error) throws IOException {
    writeText(out, error.type().wireName());
    out.writeBoolean(error.errcode().isPresent());
    out.writeInt(error.errcode().orElse(0));
    writeText(out, error.errmsg());
    writeText(out, error.rid().orElse(""));
  }

  private static CodeError readError(DataInputStream in) throws IOException {
    ErrorClass type = ErrorClass.of(readText(in)).orElse(ErrorClass.UNKNOWN);
    boolean numbered = in.readBoolean();
    int errcode = in.readInt();
    return new CodeError(
        type,
        numbered ? OptionalInt.of(errcode) : OptionalInt.empty(),
        readText(in),
        Optional.of(readText(in)).filter(rid -> !rid.isEmpty()));
  }

  private static void writePicture(DataOutputStream out, AppId app, PictureFormat format)
      throws IOException {
    writeText(out, app.value());
    writeText(out, format.extension());
  }

  private static PictureName readPicture(DataInputStream in, CodeId id) throws IOException {
    AppId app = new AppId(readText(in));
    return new PictureName(app, id, PictureFormat.ofExtension(readText(in)).orElseThrow());
  }

  private static void writeInstant(DataOutputStream out, Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), UTF_8);
  }
}
