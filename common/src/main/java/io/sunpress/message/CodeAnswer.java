package io.sunpress.message;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import java.time.Instant;
import java.util.Objects;

/**
 * A code's state as the {@code answers} topic keeps it. No request fields: another team may have
 * asked for the same code.
 */
public sealed interface CodeAnswer {
  /** The code. */
  CodeId id();

  /** The mini-program. */
  AppId app();

  /** How many calls to WeChat it took. */
  int attempts();

  /** The broker's append time of the request that this answers. */
  Instant askedAt();

  /** When it was known. */
  Instant finishedAt();

  /**
   * The picture is in the bucket. Absorbs every failure.
   *
   * @param format what the picture is
   * @param bytes its size
   * @param sha256 its hash, 64 hexadecimal digits
   */
  record Ready(
      CodeId id,
      AppId app,
      PictureFormat format,
      long bytes,
      String sha256,
      int attempts,
      Instant askedAt,
      Instant finishedAt)
      implements CodeAnswer {
    public Ready {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(app, "app");
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(askedAt, "askedAt");
      Objects.requireNonNull(finishedAt, "finishedAt");
    }

    /** Where the picture is. */
    public PictureKey picture() {
      return new PictureKey(app, id, format);
    }
  }

  /**
   * The last attempt ended in a final failure. Counts only against questions that are not newer.
   *
   * @param error why
   */
  record Failed(
      CodeId id, AppId app, CodeError error, int attempts, Instant askedAt, Instant finishedAt)
      implements CodeAnswer {
    public Failed {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(app, "app");
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(askedAt, "askedAt");
      Objects.requireNonNull(finishedAt, "finishedAt");
    }
  }
}
