package io.sunpress.simulator.fault;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.PictureRenderer;
import io.sunpress.simulator.picture.PictureSize;
import io.sunpress.simulator.picture.PictureSpec;
import io.sunpress.simulator.picture.RenderedPicture;
import io.sunpress.simulator.picture.Rgb;
import io.sunpress.simulator.reply.ReplyDocuments;
import io.sunpress.simulator.reply.SendMode;
import io.sunpress.simulator.reply.SimulatedError;
import io.sunpress.simulator.reply.SplitBytes;
import io.sunpress.simulator.reply.WireResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that goes wrong. A value: when and on which calls it is played is defined elsewhere.
 */
public sealed interface SimulatedFault {

  /** The calls it is played on by default. */
  default Set<CallKind> usualCalls() {
    return CallKind.CODES;
  }

  /** Its name in the ledger and in the admin route. */
  default String label() {
    String name = getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** WeChat itself refuses, in its own form. */
  sealed interface Refusal extends SimulatedFault {
    SimulatedError error();
  }

  /** The answer is damaged, delayed or lost on the way. */
  sealed interface OnTheWire extends SimulatedFault {
    WireResponse apply(WireResponse answer);
  }

  /** -1: WeChat is busy. */
  record Busy() implements Refusal {
    @Override
    public SimulatedError error() {
      return new SimulatedError(-1, "system error");
    }
  }

  /** The minute limit, in either of its two numbers: 45011, or 45009 with minute wording. */
  record MinuteThrottle(int errcode) implements Refusal {
    public MinuteThrottle() {
      this(45011);
    }

    public MinuteThrottle {
      if (errcode != 45011 && errcode != 45009) {
        throw new IllegalArgumentException("a minute throttle is 45011 or 45009");
      }
    }

    @Override
    public SimulatedError error() {
      return errcode == 45011
          ? new SimulatedError(45011, "api minute-quota reach limit mustslower retry next minute")
          : new SimulatedError(45009, "reach max api minute freq limit");
    }
  }

  /** 45009: the day's calls are used up. */
  record DayThrottle() implements Refusal {
    @Override
    public SimulatedError error() {
      return new SimulatedError(45009, "reach max api daily quota limit");
    }
  }

  /** 40164: the caller's address is not on the app's list; at the token calls too. */
  record AddressRefused() implements Refusal {
    @Override
    public Set<CallKind> usualCalls() {
      return EnumSet.allOf(CallKind.class);
    }

    @Override
    public SimulatedError error() {
      return new SimulatedError(
          40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist");
    }
  }

  /** 40001 for a token that was good until now, and it is dead from now on. */
  record RevokedToken() implements Refusal {
    @Override
    public SimulatedError error() {
      return new SimulatedError(40001, "invalid credential, access_token is invalid or not latest");
    }
  }

  /** Any other refusal. */
  record Api(int errcode, String errmsg) implements Refusal {
    public Api {
      requireNonNull(errmsg, "errmsg");
    }

    @Override
    public SimulatedError error() {
      return new SimulatedError(errcode, errmsg);
    }
  }

  /** The stable token call hands out a token that is dead already. */
  record SameDeadToken() implements SimulatedFault {
    @Override
    public Set<CallKind> usualCalls() {
      return Set.of(CallKind.STABLE_TOKEN);
    }
  }

  /** A gateway's error page with that status. */
  record ServerError(int status) implements OnTheWire {
    public ServerError() {
      this(502);
    }

    public ServerError {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException("a server error is 500 to 599");
      }
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      SplitBytes page = SplitBytes.of(ReplyDocuments.page(status, "Bad Gateway"));
      return WireResponse.of(status, WireResponse.HTML, page, new RecordedOutcome.Broken());
    }
  }

  /** No answer at all; the connection is closed after that time, or only by the caller. */
  record Hang(Optional<Duration> closeAfter) implements OnTheWire {
    public Hang() {
      this(Optional.empty());
    }

    public Hang(Duration closeAfter) {
      this(Optional.of(closeAfter));
    }

    public Hang {
      requireNonNull(closeAfter, "closeAfter");
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.lost(new SendMode.Never(closeAfter));
    }
  }

  /** The whole answer, but only so many bytes of it at each step. */
  record SlowDrip(int bytes, Duration step) implements OnTheWire {
    public SlowDrip {
      requireNonNull(step, "step");
      if (bytes < 1 || step.isNegative() || step.isZero()) {
        throw new IllegalArgumentException("a drip needs at least a byte and a step above zero");
      }
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.sent(new SendMode.Drip(bytes, step));
    }
  }

  /** The connection is closed when so many bytes of the body are out. */
  record CutAfter(long bytes) implements OnTheWire {
    public CutAfter {
      requireNotNegative(bytes);
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.lost(new SendMode.Cut(bytes));
    }
  }

  /** The connection is reset (RST) instead of an answer. */
  record Reset() implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.lost(new SendMode.Reset());
    }
  }

  /**
   * Content-Length is wrong by that much. Above zero the body ends early, and the connection with
   * it; below zero there are more bytes than it declares.
   */
  record WrongLength(int difference) implements OnTheWire {
    public WrongLength {
      if (difference == 0) {
        throw new IllegalArgumentException("a wrong length differs from the true one");
      }
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      int length = answer.content().length();
      WireResponse wrong = answer.declaring(Math.max(0, length + (long) difference));
      return wrong.lost(new SendMode.Cut(length));
    }
  }

  /** WeChat's error document, but the header is {@code image/jpeg}. */
  record ErrorUnderImageType(SimulatedError error) implements Refusal, OnTheWire {
    public ErrorUnderImageType() {
      this(new Busy().error());
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.withContentType("image/jpeg");
    }
  }

  /** The picture, but the header is {@code text/plain}. */
  record ImageUnderTextType() implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      boolean picture = answer.contentType().startsWith("image/");
      return picture ? answer.withContentType("text/plain") : answer;
    }
  }

  /** Only that part of the body, with a length that agrees. */
  record TruncatedPicture(double fraction) implements OnTheWire {
    public TruncatedPicture {
      if (!(fraction >= 0 && fraction < 1)) {
        throw new IllegalArgumentException("the part that is sent is 0 to 1, without 1");
      }
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.broken(answer.content().first((long) (answer.content().length() * fraction)));
    }
  }

  /** A whole picture, but of another width and of nobody's code. */
  record OtherPicture(int width) implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      boolean transparent = answer.contentType().equals("image/png");
      CodeContent nobody = new CodeContent("", "pages/other", "", "", "release");
      RenderedPicture other =
          new PictureRenderer(PictureSize.UNPADDED)
              .draw(new PictureSpec(nobody, width, transparent, Rgb.BLACK));
      return answer.broken(new SplitBytes(other.head(), other.tail()));
    }
  }

  /** HTTP 200 with no body. */
  record EmptyBody() implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.broken(SplitBytes.EMPTY);
    }
  }

  /** JSON without errcode. */
  record NeitherImageNorError() implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      SplitBytes odd = SplitBytes.of("{\"base_resp\":{\"ret\":0}}");
      return WireResponse.of(200, WireResponse.JSON, odd, new RecordedOutcome.Broken());
    }
  }

  /** The answer, followed by noise up to so many bytes. */
  record HugeBody(long bytes) implements OnTheWire {
    public HugeBody {
      requireNotNegative(bytes);
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      long length = Math.max(bytes, answer.content().length());
      return answer.declaring(length).lost(new SendMode.Flood(length));
    }
  }

  /** The body is called gzip, begins like it, and is none. */
  record BrokenGzip() implements OnTheWire {
    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.withHeader("Content-Encoding", "gzip").broken(SplitBytes.brokenGzip());
    }
  }

  /** The body comes in chunks, and the connection is closed within so many bytes of it. */
  record CutChunk(long bytes) implements OnTheWire {
    public CutChunk {
      requireNotNegative(bytes);
    }

    @Override
    public WireResponse apply(WireResponse answer) {
      return answer.lost(new SendMode.CutChunk(bytes));
    }
  }

  private static void requireNotNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a number of bytes is not negative");
    }
  }
}
