package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One app's access token, wherever it comes from: asked for once for all who want it at the same
 * time, kept until shortly before its end, dropped when WeChat refuses it, and not handed out again
 * soon after. An app that gets none is told so for a while, without asking.
 */
final class TokenKeeper {
  /** How often a token is asked for at most, be it short-lived, refused, or not to be had. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** How long a wrong secret, or a missing right, is believed without asking again. */
  private static final Duration HOPELESS = Duration.ofSeconds(30);

  private final TokenSource source;
  private final Clock clock;
  private final RefusedTokens refused = new RefusedTokens();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<TokenReply>> asking =
      new AtomicReference<>();
  private volatile @Nullable Pause pause;

  TokenKeeper(TokenSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  private record Held(Secret value, Span fresh, Instant end) {
    Held freshFor(Span longer) {
      return new Held(value, longer.endingBy(end), end);
    }
  }

  private record Pause(CodeError error, Span span) {}

  /** The token; blocks while it is asked for. */
  TokenReply token() {
    return known().orElseGet(this::askOnce);
  }

  private Optional<TokenReply> known() {
    Instant now = clock.instant();
    Pause pausing = pause;
    if (pausing != null && pausing.span().covers(now)) {
      return Optional.of(new TokenReply.Refused(pausing.error()));
    }
    Held token = held.get();
    return token != null && token.fresh().covers(now)
        ? Optional.of(new TokenReply.Granted(token.value()))
        : Optional.empty();
  }

  /** The token, also where there was none a moment ago: somebody may have mended it. */
  TokenReply tokenAtLast() {
    pause = null;
    return token();
  }

  /** The app's credentials or rights are wrong: WeChat is left in peace for a while. */
  void stop(CodeError error) {
    pause = new Pause(error, Span.of(clock.instant(), HOPELESS));
  }

  /** WeChat refused this one: drops it, unless another has taken its place already. */
  void drop(Secret token) {
    refused.add(token, clock.instant());
    Held current = held.get();
    if (current != null && current.value().equals(token)) {
      held.compareAndSet(current, null);
    }
  }

  private TokenReply askOnce() {
    CompletableFuture<TokenReply> mine = new CompletableFuture<>();
    CompletableFuture<TokenReply> others = asking.compareAndExchange(null, mine);
    if (others != null) {
      return others.join();
    }
    TokenReply reply = new TokenReply.Refused(CodeError.of(ErrorClass.BUSY, "no token"));
    try {
      // Whoever came before may have finished since we looked.
      reply = known().orElseGet(this::ask);
    } finally {
      asking.set(null);
      mine.complete(reply);
    }
    return reply;
  }

  private TokenReply ask() {
    TokenOffer offer = source.ask();
    if (isRefused(offer)) {
      offer =
          source
              .insist()
              .filter(insisted -> !isRefused(insisted))
              .orElseGet(TokenKeeper::sameAgain);
    }
    return offer.fold(this::granted, this::nothing);
  }

  private boolean isRefused(TokenOffer offer) {
    return offer.fold(token -> refused.hold(token.value(), clock.instant()), error -> false);
  }

  private static TokenOffer sameAgain() {
    return new TokenOffer.Nothing(
        CodeError.of(ErrorClass.TOKEN, "the token that WeChat has refused was handed out again"));
  }

  private TokenReply granted(TokenOffer.Token token) {
    Instant now = clock.instant();
    Instant atLeast = now.plus(SHORTEST);
    Instant renewFrom = token.renewFrom().isBefore(atLeast) ? atLeast : token.renewFrom();
    held.set(new Held(token.value(), new Span(now, renewFrom), token.end()));
    return new TokenReply.Granted(token.value());
  }

  /** A token that still lives serves on while there is no newer one. */
  private TokenReply nothing(CodeError error) {
    Instant now = clock.instant();
    Span quiet = Span.of(now, error.type() == ErrorClass.APP ? HOPELESS : SHORTEST);
    Held old = held.get();
    if (old != null && now.isBefore(old.end()) && held.compareAndSet(old, old.freshFor(quiet))) {
      return new TokenReply.Granted(old.value());
    }
    pause = new Pause(error, quiet);
    return new TokenReply.Refused(error);
  }
}
