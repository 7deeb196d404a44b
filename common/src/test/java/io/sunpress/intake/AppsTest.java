package io.sunpress.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppsTest {
  private static final AppId ONE = Examples.APP;
  private static final AppId TWO = Examples.OTHER_APP;

  @Test
  void makesASingleAppTheDefault() {
    assertThat(Apps.of(App.of(ONE)).defaultApp()).contains(ONE);
  }

  @Test
  void makesNoneOfTwoTheDefaultByItself() {
    assertThat(Apps.of(App.of(ONE), App.of(TWO)).defaultApp()).isEmpty();
    assertThat(new Apps(List.of(App.of(ONE), App.of(TWO)), Optional.of(TWO)).defaultApp())
        .contains(TWO);
    assertThat(Apps.of().defaultApp()).isEmpty();
  }

  @Test
  void refusesAnAppThatIsConfiguredTwice() {
    assertThatThrownBy(() -> Apps.of(App.of(ONE), App.of(ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ONE.value());
  }

  @Test
  void refusesTwoAppsOfOneSite() {
    assertThatThrownBy(() -> Apps.of(ofSite(ONE, "7"), ofSite(TWO, "7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site-id 7");
  }

  @Test
  void refusesADefaultThatIsNotConfigured() {
    List<App> apps = List.of(App.of(ONE));

    assertThatThrownBy(() -> new Apps(apps, Optional.of(TWO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TWO.value());
  }

  @Test
  void findsByAppidAndBySite() {
    App one = ofSite(ONE, "1");
    App two = App.of(TWO);
    Apps apps = Apps.of(one, two);

    assertThat(apps.find(TWO)).contains(two);
    assertThat(Apps.of(one).find(TWO)).isEmpty();
    assertThat(apps.findBySite("1")).contains(one);
    assertThat(apps.findBySite("2")).isEmpty();
  }

  @Test
  void allowsAnAppNothingThatUsesUpWhatCannotBeHadAgain() {
    assertThat(App.of(ONE).kinds()).containsExactly(CodeKind.UNLIMITED);
    assertThat(App.of(ONE).envs()).containsExactly(EnvVersion.RELEASE);
  }

  private static App ofSite(AppId id, String site) {
    return new App(
        id,
        Optional.of(site),
        Revision.NONE,
        Set.of(CodeKind.UNLIMITED),
        Set.of(EnvVersion.RELEASE));
  }
}
