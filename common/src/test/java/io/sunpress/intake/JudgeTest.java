package io.sunpress.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.Examples;
import io.sunpress.code.CodeIds;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.Field;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import io.sunpress.code.Revision;
import io.sunpress.code.Style;
import io.sunpress.code.Width;
import io.sunpress.message.Asker;
import io.sunpress.message.CampaignRow;
import io.sunpress.message.Decoded;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.message.RequestIds;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static final Judge MODEST =
      judge(
          Apps.of(
              new App(
                  Examples.APP,
                  Optional.of("1"),
                  new Revision("spring"),
                  Set.of(CodeKind.UNLIMITED),
                  Set.of(EnvVersion.RELEASE))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'scene':'s'}                                           | PAGE       | MISSING",
        "{'page':null,'scene':'s'}                               | PAGE       | MISSING",
        "{'page':'','scene':'s'}                                 | PAGE       | EMPTY",
        "{'page':' ','scene':'s'}                                | PAGE       | BLANK",
        "{'page':'p?a=1','scene':'s'}                            | PAGE       | BAD_CHARACTER",
        "{'page':'../p','scene':'s'}                             | PAGE       | BAD_FORM",
        "{'page':'p?a=1'}                                        | PAGE       | BAD_CHARACTER",
        "{'page':'p?a=1','scene':'%'}                            | PAGE       | BAD_CHARACTER",
        "{'scene':''}                                            | PAGE       | MISSING",
        "{'page':'p'}                                            | SCENE      | MISSING",
        "{'page':'p','scene':null}                               | SCENE      | MISSING",
        "{'page':'p','scene':''}                                 | SCENE      | EMPTY",
        "{'page':'p','scene':'a%20b'}                            | SCENE      | BAD_CHARACTER",
        "{'page':'p','scene':'123456789012345678901234567890123'}| SCENE      | TOO_LONG",
        "{'page':'p','scene':'s','app':''}                       | APP        | BAD_FORM",
        "{'page':'p','scene':'s','app':'wx12'}                   | APP        | BAD_FORM",
        "{'page':'p','scene':'s','app':'wxfedcba9876543210'}     | APP        | UNKNOWN",
        "{'page':'p','scene':'s','kind':'round'}                 | KIND       | BAD_FORM",
        "{'page':'p','scene':'s','kind':'limited'}               | KIND       | NOT_ALLOWED",
        "{'page':'p','scene':'s','kind':'square'}                | KIND       | NOT_ALLOWED",
        "{'page':'p','scene':'s','env':'beta'}                   | ENV        | BAD_FORM",
        "{'page':'p','scene':'s','env':'trial'}                  | ENV        | NOT_ALLOWED",
        "{'page':'p','scene':'s','env':'develop'}                | ENV        | NOT_ALLOWED",
        "{'page':'p','scene':'s','width':279}                    | WIDTH      | OUT_OF_RANGE",
        "{'page':'p','scene':'s','width':1281}                   | WIDTH      | OUT_OF_RANGE",
        "{'page':'p','scene':'s','lineColor':{'r':0,'g':0,'b':256}} | LINE_COLOR | OUT_OF_RANGE",
        "{'page':'p','scene':'s','autoColor':true,'lineColor':{'r':-1,'g':0,'b':0}}"
            + " | LINE_COLOR | OUT_OF_RANGE",
        "{'page':'p','scene':'s','revision':'a b'}               | REVISION   | BAD_FORM",
        "{'page':'p','scene':'s','requestId':'a\\nb'}            | REQUEST_ID | BAD_CHARACTER",
        "{'page':'p','scene':'s','reference':'a\\u0000'}         | REFERENCE  | BAD_CHARACTER",
        "{'page':'p','scene':'s','reference':'\\udf1e\\ud83c'}   | REFERENCE  | BAD_CHARACTER",
        "{'page':'p','scene':'s','reference':'\\uffff'}          | REFERENCE  | BAD_CHARACTER"
      },
      quoteCharacter = '`')
  void refuses(String json, Field field, Reason reason) {
    Refusal refusal = refused(MODEST, message(json)).refusal();

    assertThat(refusal).extracting(Refusal::field, Refusal::reason).containsExactly(field, reason);
    assertThat(refusal.detail()).contains(field.wireName());
  }

  @ParameterizedTest
  @CsvSource({
    "pages/shop, true",
    "/pages/shop, true",
    "pages/shop/index, true",
    "pages/sale, true",
    "pages/shopping, false",
    "pages, false",
    "pages/other, false",
    "Pages/shop, false"
  })
  void asksOnlyForPagesThatTheAppAllowsAndWhatIsUnderThem(String page, boolean allowed) {
    App app =
        new App(
            Examples.APP,
            Optional.empty(),
            Revision.NONE,
            Set.of(CodeKind.UNLIMITED),
            Set.of(EnvVersion.RELEASE),
            List.of(new PagePath("pages/shop"), new PagePath("/pages/sale")));
    Judgement judgement = judge(Apps.of(app)).judge(GenerateCode.of(page, "s"));

    assertThat(judgement.<Boolean>fold(valid -> true, refused -> false)).isEqualTo(allowed);
    if (judgement instanceof Judgement.Refused refused) {
      assertThat(refused.refusal())
          .extracting(Refusal::field, Refusal::reason)
          .containsExactly(Field.PAGE, Reason.NOT_ALLOWED);
    }
  }

  @Test
  void judgesAsIfThereWereOnlyTheAppsOfWhoAsks() {
    Apps all = Apps.of(App.of(Examples.APP), App.of(Examples.OTHER_APP));
    Judge judge = judge(all);
    Apps one = Apps.of(App.of(Examples.OTHER_APP));
    GenerateCode message = GenerateCode.of("p", "s");

    assertThat(judge.judge(message).<Boolean>fold(valid -> true, refused -> false)).isFalse();
    assertThat(
            judge.judge(message, one).<Object>fold(q -> q.spec().app(), Judgement.Refused::refusal))
        .isEqualTo(Examples.OTHER_APP);
    GenerateCode foreign = message.withApp(Examples.APP.value());
    assertThat(
            judge
                .judge(foreign, one)
                .<Object>fold(valid -> "valid", refused -> refused.refusal().reason()))
        .isEqualTo(Reason.UNKNOWN);
  }

  @Test
  void refusesTextsThatAreTooLongToEcho() {
    GenerateCode message = GenerateCode.of("p", "s");

    assertThat(refused(MODEST, message.withAsker("r".repeat(129), null)).refusal())
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(Field.REQUEST_ID, Reason.TOO_LONG);
    assertThat(refused(MODEST, message.withAsker(null, "r".repeat(257))).refusal())
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(Field.REFERENCE, Reason.TOO_LONG);
    assertThat(valid(MODEST, message.withAsker("r".repeat(128), "页".repeat(256))).asker())
        .isEqualTo(
            new Asker(
                Optional.of("r".repeat(128)), Optional.of("页".repeat(256)), Optional.empty()));
  }

  @Test
  void needsAnAppWhereTwoAreConfiguredAndNoneIsTheDefault() {
    Judge judge = judge(Apps.of(App.of(Examples.APP), App.of(Examples.OTHER_APP)));
    GenerateCode message = GenerateCode.of("p", "s");

    assertThat(refused(judge, message).refusal())
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(Field.APP, Reason.MISSING);
    assertThat(valid(judge, message.withApp(Examples.OTHER_APP.value())).spec().app())
        .isEqualTo(Examples.OTHER_APP);
  }

  @Test
  void refusesEveryAppWhereNoneIsConfigured() {
    assertThat(refused(judge(Apps.of()), GenerateCode.of("p", "s")).refusal())
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(Field.APP, Reason.MISSING);
  }

  @Test
  void fillsInWhatIsLeftOut() {
    Question question = valid(MODEST, GenerateCode.of("/p", "s"));

    assertThat(question.spec())
        .extracting(
            CodeSpec::app,
            CodeSpec::kind,
            spec -> spec.page().value(),
            CodeSpec::style,
            CodeSpec::env,
            CodeSpec::revision)
        .containsExactly(
            Examples.APP,
            CodeKind.UNLIMITED,
            "p",
            Style.DEFAULT,
            EnvVersion.RELEASE,
            new Revision("spring"));
    assertThat(question.checkPath()).isTrue();
    assertThat(UUID.fromString(question.requestId()).version()).isEqualTo(7);
    assertThat(question.asker()).isEqualTo(Asker.UNKNOWN);
  }

  @Test
  void takesWhatIsGiven() {
    Question question =
        valid(
            Examples.judge(),
            message(
                "{'app':'wxfedcba9876543210','kind':'limited','page':'p','width':600,'hyaline':true,"
                    + "'lineColor':{'r':1,'g':2,'b':3},'env':'trial','revision':'','checkPath':false,"
                    + "'requestId':'r1','reference':'x','campaign':{'id':'c','row':3}}"));

    assertThat(question.spec().style())
        .isEqualTo(new Style(new Width(600), false, new LineColor(1, 2, 3), true));
    assertThat(question.spec().revision()).isEqualTo(Revision.NONE);
    assertThat(question.checkPath()).isFalse();
    assertThat(question.requestId()).isEqualTo("r1");
    assertThat(question.picture().path())
        .isEqualTo("codes/wxfedcba9876543210/" + question.id() + ".png");
  }

  @Test
  void tellsWhoAskedOfARefusedRequest() {
    GenerateCode message =
        message("{'requestId':'r1','reference':'x','campaign':{'id':'c','row':3},'scene':'s'}");

    assertThat(refused(MODEST, message).asker())
        .isEqualTo(
            new Asker(Optional.of("r1"), Optional.of("x"), Optional.of(new CampaignRow("c", 3))));
    assertThat(refused(MODEST, GenerateCode.of(null, null).withAsker("\ud800", "a\tb")).asker())
        .isEqualTo(Asker.UNKNOWN);
  }

  @Test
  void tellsTheEventsWhatWasAsked() {
    Question question = valid(MODEST, GenerateCode.of("/p", "s").withAsker("r1", "x"));
    Instant askedAt = Instant.parse("2026-08-01T12:00:00Z");

    assertThat(question.asked(askedAt))
        .extracting("requestId", "id", "app", "page", "scene", "reference", "askedAt")
        .containsExactlyElementsOf(
            List.of(
                "r1",
                Optional.of(question.id()),
                Optional.of(Examples.APP),
                Optional.of("p"),
                Optional.of("s"),
                Optional.of("x"),
                askedAt));
  }

  private static Judge judge(Apps apps) {
    return new Judge(apps, new CodeIds(Examples.KEY), new RequestIds(Clock.systemUTC()));
  }

  private static GenerateCode message(String json) {
    Decoded<GenerateCode> decoded = GenerateCodeCodec.read(json.replace('\'', '"').getBytes(UTF_8));
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<GenerateCode>) decoded).value();
  }

  private static Question valid(Judge judge, GenerateCode message) {
    Judgement judgement = judge.judge(message);
    assertThat(judgement).isInstanceOf(Judgement.Valid.class);
    return ((Judgement.Valid) judgement).question();
  }

  private static Judgement.Refused refused(Judge judge, GenerateCode message) {
    Judgement judgement = judge.judge(message);
    assertThat(judgement).isInstanceOf(Judgement.Refused.class);
    return (Judgement.Refused) judgement;
  }
}
