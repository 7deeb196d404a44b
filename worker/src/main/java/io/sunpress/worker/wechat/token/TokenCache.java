package io.sunpress.worker.wechat.token;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.worker.wechat.TokenResult;
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
 * soon after. Where there is none, the source is left alone for a second.
 */
final class TokenCache {
  /** How often a token is asked for at most, be it short-lived, refused, or not to be had. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final TokenSource source;
  private final Clock clock;
  private final RejectedTokens refused = new RejectedTokens();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<TokenResult>> asking =
      new AtomicReference<>();
  private volatile @Nullable Pause pause;

  TokenCache(TokenSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  private record Held(Secret value, TimeSpan fresh, Instant end) {
    Held freshFor(TimeSpan longer) {
      return new Held(value, longer.endingBy(end), end);
    }
  }

  private record Pause(CodeError error, TimeSpan span) {}

  /** The token; blocks while it is asked for. */
  TokenResult token() {
    return known().orElseGet(this::askOnce);
  }

  private Optional<TokenResult> known() {
    Instant now = clock.instant();
    Pause pausing = pause;
    if (pausing != null && pausing.span().covers(now)) {
      return Optional.of(new TokenResult.Refused(pausing.error()));
    }
    Held token = held.get();
    return token != null && token.fresh().covers(now)
        ? Optional.of(new TokenResult.Granted(token.value()))
        : Optional.empty();
  }

  /** WeChat refused this one: drops it, unless another has taken its place already. */
  void drop(Secret token) {
    refused.add(token, clock.instant());
    Held current = held.get();
    if (current != null && current.value().equals(token)) {
      held.compareAndSet(current, null);
    }
  }

  private TokenResult askOnce() {
    CompletableFuture<TokenResult> mine = new CompletableFuture<>();
    CompletableFuture<TokenResult> others = asking.compareAndExchange(null, mine);
    if (others != null) {
      return others.join();
    }
    TokenResult reply = new TokenResult.Refused(CodeError.of(ErrorClass.BUSY, "no token"));
    try {
      // Whoever came before may have finished since we looked.
      reply = known().orElseGet(this::ask);
    } finally {
      asking.set(null);
      mine.complete(reply);
    }
    return reply;
  }

  private TokenResult ask() {
    TokenSourceResult offer = source.ask();
    if (isRefused(offer)) {
      offer =
          source.insist().filter(insisted -> !isRefused(insisted)).orElseGet(TokenCache::sameAgain);
    }
    return offer.fold(this::granted, this::nothing);
  }

  private boolean isRefused(TokenSourceResult offer) {
    return offer.fold(token -> refused.hold(token.value(), clock.instant()), error -> false);
  }

  private static TokenSourceResult sameAgain() {
    return new TokenSourceResult.Nothing(
        CodeError.of(ErrorClass.TOKEN, "the token that WeChat has refused was handed out again"));
  }

  private TokenResult granted(TokenSourceResult.Token token) {
    Instant now = clock.instant();
    Instant atLeast = now.plus(SHORTEST);
    Instant renewFrom = token.renewFrom().isBefore(atLeast) ? atLeast : token.renewFrom();
    held.set(new Held(token.value(), new TimeSpan(now, renewFrom), token.end()));
    return new TokenResult.Granted(token.value());
  }

  /** A token that still lives serves on while there is no newer one. */
  private TokenResult nothing(CodeError error) {
    Instant now = clock.instant();
    TimeSpan quiet = TimeSpan.of(now, SHORTEST);
    Held old = held.get();
    if (old != null && now.isBefore(old.end()) && held.compareAndSet(old, old.freshFor(quiet))) {
      return new TokenResult.Granted(old.value());
    }
    pause = new Pause(error, quiet);
    return new TokenResult.Refused(error);
  }
}
