package io.sunpress.simulator.wechat;

import io.sunpress.simulator.reply.ApiError;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All tokens of all apps. Stable and classic ones know nothing of each other; a follower of a
 * stable token leaves it alive, so both work for the rest of its life.
 */
final class Tokens {
  private static final int REMEMBERED = 100_000;
  private static final int RANDOM_BYTES = 99;

  private final Rules rules;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> all =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<AppState, Token> stable = new HashMap<>();
  private final Map<AppState, Token> classic = new HashMap<>();

  Tokens(Rules rules) {
    this.rules = rules;
  }

  /** The token that every caller gets, until too little of its life is left. */
  synchronized Token stable(AppState app, long nowMillis) {
    Token current = stable.get(app);
    boolean goesOn =
        current != null
            && !current.isDead()
            && current.leftMillis(nowMillis) >= rules.tokenOverlap().toMillis();
    return goesOn ? current : issue(app, stable, nowMillis);
  }

  /** A new stable token; the old one is dead at once. */
  synchronized Token refreshed(AppState app, long nowMillis) {
    killCurrent(app, stable);
    return issue(app, stable, nowMillis);
  }

  /** A new classic token; the last classic one is dead at once. */
  synchronized Token classic(AppState app, long nowMillis) {
    killCurrent(app, classic);
    return issue(app, classic, nowMillis);
  }

  /** The last stable token, dead. */
  synchronized Token deadStable(AppState app, long nowMillis) {
    Token last = stable.get(app);
    Token given = last == null ? issue(app, stable, nowMillis) : last;
    given.kill();
    return given;
  }

  synchronized Optional<Token> find(String value) {
    return Optional.ofNullable(all.get(value));
  }

  synchronized void kill(Token token) {
    token.kill();
  }

  synchronized Optional<ApiError> refusal(Token token, long nowMillis) {
    return token.refusal(nowMillis);
  }

  private static void killCurrent(AppState app, Map<AppState, Token> kind) {
    Optional.ofNullable(kind.get(app)).ifPresent(Token::kill);
  }

  private Token issue(AppState app, Map<AppState, Token> kind, long nowMillis) {
    byte[] noise = new byte[RANDOM_BYTES];
    random.nextBytes(noise);
    String value = "89_" + Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    Token token = new Token(value, app, nowMillis + rules.tokenLife().toMillis());
    all.put(value, token);
    kind.put(app, token);
    return token;
  }
}
