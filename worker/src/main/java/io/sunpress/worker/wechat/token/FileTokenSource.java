package io.sunpress.worker.wechat.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.ErrorPolicy;
import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatReplyParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that another process refreshes: the token alone, or WeChat's JSON. It is read again every
 * second while tokens are wanted, which costs less than any notice of a change and misses none.
 */
final class FileTokenSource implements TokenSource {
  private static final String WHO = "the token file";

  /** What is longer is no token: its beginning is read, and found to be none. */
  private static final int MOST_BYTES = 64 << 10;

  /** How long nobody looks. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final Clock clock;

  FileTokenSource(TokenSourceSettings.TokenFile origin, Clock clock) {
    this.file = origin.path();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public TokenSourceResult ask() {
    Instant asked = clock.instant();
    if (!Files.isRegularFile(file)) {
      return nothing(ErrorClass.APP, "is not there");
    }
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      Instant from = written.isAfter(asked) ? asked : written;
      return offer(read(), from)
          .fold(
              token ->
                  new TokenSourceResult.Token(token.value(), asked.plus(LOOK_EVERY), token.end()),
              TokenSourceResult.Nothing::new);
    } catch (IOException e) {
      return nothing(ErrorClass.APP, "can't be read: " + e.getClass().getSimpleName());
    }
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** A life is counted from when the file was written: that is the nearest to its beginning. */
  private static TokenSourceResult offer(byte[] bytes, Instant from) {
    String text = new String(bytes, UTF_8).replace("\uFEFF", "").strip();
    return TokenJson.plain(text)
        .<TokenSourceResult>map(
            plain -> new TokenSourceResult.Token(plain.token(), from, Instant.MAX))
        .orElseGet(
            () ->
                TokenResponseParser.offer(
                    WeChatReplyParser.read(200, text.getBytes(UTF_8)),
                    from,
                    new ReplyErrorMapper(WHO, ErrorPolicy::elsewhere),
                    ErrorClass.APP));
  }

  private static TokenSourceResult nothing(ErrorClass type, String what) {
    return new TokenSourceResult.Nothing(CodeError.of(type, WHO + " " + what));
  }
}
