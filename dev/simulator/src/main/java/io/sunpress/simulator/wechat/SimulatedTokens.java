package io.sunpress.simulator.wechat;

import io.sunpress.simulator.reply.SimulatedError;
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
final class SimulatedTokens {
  private static final int REMEMBERED = 100_000;
  private static final int RANDOM_BYTES = 99;

  private final SimulatorRules simulatorRules;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SimulatedToken> all =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SimulatedToken> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<SimulatedAppUsage, SimulatedToken> stable = new HashMap<>();
  private final Map<SimulatedAppUsage, SimulatedToken> classic = new HashMap<>();

  SimulatedTokens(SimulatorRules simulatorRules) {
    this.simulatorRules = simulatorRules;
  }

  /** The token that every caller gets, until too little of its life is left. */
  synchronized SimulatedToken stable(SimulatedAppUsage app, long nowMillis) {
    SimulatedToken current = stable.get(app);
    boolean goesOn =
        current != null
            && !current.isDead()
            && current.leftMillis(nowMillis) >= simulatorRules.tokenOverlap().toMillis();
    return goesOn ? current : issue(app, stable, nowMillis);
  }

  /** A new stable token; the old one is dead at once. */
  synchronized SimulatedToken refreshed(SimulatedAppUsage app, long nowMillis) {
    killCurrent(app, stable);
    return issue(app, stable, nowMillis);
  }

  /** A new classic token; the last classic one is dead at once. */
  synchronized SimulatedToken classic(SimulatedAppUsage app, long nowMillis) {
    killCurrent(app, classic);
    return issue(app, classic, nowMillis);
  }

  /** The last stable token, dead. */
  synchronized SimulatedToken deadStable(SimulatedAppUsage app, long nowMillis) {
    SimulatedToken last = stable.get(app);
    SimulatedToken given = last == null ? issue(app, stable, nowMillis) : last;
    given.kill();
    return given;
  }

  synchronized Optional<SimulatedToken> find(String value) {
    return Optional.ofNullable(all.get(value));
  }

  synchronized void kill(SimulatedToken simulatedToken) {
    simulatedToken.kill();
  }

  synchronized Optional<SimulatedError> refusal(SimulatedToken simulatedToken, long nowMillis) {
    return simulatedToken.refusal(nowMillis);
  }

  private static void killCurrent(
      SimulatedAppUsage app, Map<SimulatedAppUsage, SimulatedToken> kind) {
    Optional.ofNullable(kind.get(app)).ifPresent(SimulatedToken::kill);
  }

  private SimulatedToken issue(
      SimulatedAppUsage app, Map<SimulatedAppUsage, SimulatedToken> kind, long nowMillis) {
    byte[] noise = new byte[RANDOM_BYTES];
    random.nextBytes(noise);
    String value = "89_" + Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    SimulatedToken simulatedToken =
        new SimulatedToken(value, app, nowMillis + simulatorRules.tokenLife().toMillis());
    all.put(value, simulatedToken);
    kind.put(app, simulatedToken);
    return simulatedToken;
  }
}
