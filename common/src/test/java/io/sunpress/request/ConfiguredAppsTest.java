package io.sunpress.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredAppsTest {
  private static final AppId ONE = Examples.APP;
  private static final AppId TWO = Examples.OTHER_APP;

  @Test
  void makesASingleAppTheDefault() {
    assertThat(ConfiguredApps.of(ConfiguredApp.of(ONE)).defaultApp()).contains(ONE);
  }

  @Test
  void makesNoneOfTwoTheDefaultByItself() {
    assertThat(ConfiguredApps.of(ConfiguredApp.of(ONE), ConfiguredApp.of(TWO)).defaultApp())
        .isEmpty();
    assertThat(
            new ConfiguredApps(
                    List.of(ConfiguredApp.of(ONE), ConfiguredApp.of(TWO)), Optional.of(TWO))
                .defaultApp())
        .contains(TWO);
    assertThat(ConfiguredApps.of().defaultApp()).isEmpty();
  }

  @Test
  void refusesAnAppThatIsConfiguredTwice() {
    assertThatThrownBy(() -> ConfiguredApps.of(ConfiguredApp.of(ONE), ConfiguredApp.of(ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ONE.value());
  }

  @Test
  void refusesTwoAppsOfOneSite() {
    assertThatThrownBy(() -> ConfiguredApps.of(ofSite(ONE, "7"), ofSite(TWO, "7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site-id 7");
  }

  @Test
  void refusesADefaultThatIsNotConfigured() {
    List<ConfiguredApp> configuredApps = List.of(ConfiguredApp.of(ONE));

    assertThatThrownBy(() -> new ConfiguredApps(configuredApps, Optional.of(TWO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TWO.value());
  }

  @Test
  void findsByAppidAndBySite() {
    ConfiguredApp one = ofSite(ONE, "1");
    ConfiguredApp two = ConfiguredApp.of(TWO);
    ConfiguredApps configuredApps = ConfiguredApps.of(one, two);

    assertThat(configuredApps.find(TWO)).contains(two);
    assertThat(ConfiguredApps.of(one).find(TWO)).isEmpty();
    assertThat(configuredApps.findBySite("1")).contains(one);
    assertThat(configuredApps.findBySite("2")).isEmpty();
  }

  @Test
  void allowsAnAppNothingThatUsesUpWhatCannotBeHadAgain() {
    assertThat(ConfiguredApp.of(ONE).kinds()).containsExactly(CodeKind.UNLIMITED);
    assertThat(ConfiguredApp.of(ONE).envs()).containsExactly(EnvVersion.RELEASE);
  }

  private static ConfiguredApp ofSite(AppId id, String site) {
    return new ConfiguredApp(
        id,
        Optional.of(site),
        CodeRevision.NONE,
        Set.of(CodeKind.UNLIMITED),
        Set.of(EnvVersion.RELEASE));
  }
}
