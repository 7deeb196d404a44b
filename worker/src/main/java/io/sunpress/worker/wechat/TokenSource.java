package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One app's access token: fetched once for all who want it at the same time, kept until shortly
 * before its end, dropped when WeChat refuses it. An app that WeChat wants nothing to do with gets
 * none for a while, without asking.
 */
final class TokenSource {
  /**
   * WeChat keeps the old token valid for the last five minutes, so that earlier is never needed.
   */
  private static final Duration LARGEST_MARGIN = Duration.ofMinutes(5);

  /** A token that ends at once must not make every call fetch one. */
  private static final Duration SHORTEST_USE = Duration.ofSeconds(1);

  /** How long a wrong secret, or a missing right, is believed without asking again. */
  private static final Duration HOPELESS = Duration.ofSeconds(30);

  private static final int APPSECRET_MISSING = 41004;

  private final AppId app;
  private final Secret secret;
  private final BiFunction<AppId, Secret, WeChatReply> fetch;
  private final Clock clock;
  private final AtomicReference<@Nullable Token> current = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<TokenReply>> fetching =
      new AtomicReference<>();
  private volatile @Nullable Stop stop;

  TokenSource(AppId app, Secret secret, BiFunction<AppId, Secret, WeChatReply> fetch, Clock clock) {
    this.app = app;
    this.secret = secret;
    this.fetch = fetch;
    this.clock = clock;
  }

  private record Token(Secret value, Instant useUntil) {}

  private record Stop(CodeError error, Instant until) {}

  /** The token; blocks while it is fetched. */
  TokenReply token() {
    return known().orElseGet(this::fetchOnce);
  }

  private Optional<TokenReply> known() {
    Instant now = clock.instant();
    Stop stopped = stop;
    if (stopped != null && now.isBefore(stopped.until())) {
      return Optional.of(new TokenReply.Refused(stopped.error()));
    }
    Token token = current.get();
    return token != null && now.isBefore(token.useUntil())
        ? Optional.of(new TokenReply.Granted(token.value()))
        : Optional.empty();
  }

  /** The token, also where it was hopeless a moment ago: somebody may have mended it. */
  TokenReply tokenAtLast() {
    stop = null;
    return token();
  }

  /** The app's credentials or rights are wrong: WeChat is left in peace for a while. */
  void stop(CodeError error) {
    stop = new Stop(error, clock.instant().plus(HOPELESS));
  }

  /** WeChat refused this one: drops it, unless another has taken its place already. */
  void drop(Secret refused) {
    Token token = current.get();
    if (token != null && token.value().equals(refused)) {
      current.compareAndSet(token, null);
    }
  }

  private TokenReply fetchOnce() {
    CompletableFuture<TokenReply> mine = new CompletableFuture<>();
    CompletableFuture<TokenReply> others = fetching.compareAndExchange(null, mine);
    if (others != null) {
      return others.join();
    }
    TokenReply reply = new TokenReply.Refused(CodeError.of(ErrorClass.BUSY, "no token"));
    try {
      // Whoever came before may have finished since we looked.
      reply = known().orElseGet(this::fetch);
    } finally {
      fetching.set(null);
      mine.complete(reply);
    }
    return reply;
  }

  private TokenReply fetch() {
    if (secret.isEmpty()) {
      return new TokenReply.Refused(
          new CodeError(
              ErrorClass.APP,
              OptionalInt.of(APPSECRET_MISSING),
              "no AppSecret is configured for this app",
              Optional.empty()));
    }
    Instant asked = clock.instant();
    WeChatReply reply = fetch.apply(app, secret);
    return reply instanceof WeChatReply.Document document
        ? granted(asked, document)
        : refused(reply);
  }

  private TokenReply granted(Instant asked, WeChatReply.Document document) {
    JsonNode json = Json.MAPPER.readTree(document.json());
    String value = json.path("access_token").asString("");
    if (value.isEmpty()) {
      return refused(document);
    }
    Secret token = Secret.of(value);
    current.set(new Token(token, useUntil(asked, json.path("expires_in").asLong(0))));
    return new TokenReply.Granted(token);
  }

  /** From the start of the call: how long the reply was under way is not known. */
  private Instant useUntil(Instant asked, long seconds) {
    Duration life = Duration.ofSeconds(Math.max(0, seconds));
    Duration tenth = life.dividedBy(10);
    Duration margin = tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN;
    Instant end = asked.plus(life).minus(margin);
    Instant atLeast = clock.instant().plus(SHORTEST_USE);
    return end.isBefore(atLeast) ? atLeast : end;
  }

  private TokenReply refused(WeChatReply reply) {
    CodeError error = reply.fold(new Errors(ErrorPolicy::atTokenCall, secret));
    if (error.type() == ErrorClass.APP) {
      stop(error);
    }
    return new TokenReply.Refused(error);
  }
}
