package io.sunpress.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.Examples;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.CampaignRow;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.message.RequestIdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestValidatorTest {
  private static final RequestValidator MODEST =
      judge(
          ConfiguredApps.of(
              new ConfiguredApp(
                  Examples.APP,
                  Optional.of("1"),
                  new CodeRevision("spring"),
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
  void refuses(
      String json, RequestField requestField, ValidationErrorReason validationErrorReason) {
    ValidationError validationError = refused(MODEST, message(json)).refusal();

    assertThat(validationError)
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(requestField, validationErrorReason);
    assertThat(validationError.detail()).contains(requestField.wireName());
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
    ConfiguredApp configuredApp =
        new ConfiguredApp(
            Examples.APP,
            Optional.empty(),
            CodeRevision.NONE,
            Set.of(CodeKind.UNLIMITED),
            Set.of(EnvVersion.RELEASE),
            List.of(new PagePath("pages/shop"), new PagePath("/pages/sale")));
    ValidationResult validationResult =
        judge(ConfiguredApps.of(configuredApp)).judge(CodeRequestMessage.of(page, "s"));

    assertThat(validationResult.<Boolean>fold(valid -> true, refused -> false)).isEqualTo(allowed);
    if (validationResult instanceof ValidationResult.Refused refused) {
      assertThat(refused.refusal())
          .extracting(ValidationError::field, ValidationError::reason)
          .containsExactly(RequestField.PAGE, ValidationErrorReason.NOT_ALLOWED);
    }
  }

  @Test
  void judgesAsIfThereWereOnlyTheAppsOfWhoAsks() {
    ConfiguredApps all =
        ConfiguredApps.of(ConfiguredApp.of(Examples.APP), ConfiguredApp.of(Examples.OTHER_APP));
    RequestValidator requestValidator = judge(all);
    ConfiguredApps one = ConfiguredApps.of(ConfiguredApp.of(Examples.OTHER_APP));
    CodeRequestMessage message = CodeRequestMessage.of("p", "s");

    assertThat(requestValidator.judge(message).<Boolean>fold(valid -> true, refused -> false))
        .isFalse();
    assertThat(
            requestValidator
                .judge(message, one)
                .<Object>fold(q -> q.spec().app(), ValidationResult.Refused::refusal))
        .isEqualTo(Examples.OTHER_APP);
    CodeRequestMessage foreign = message.withApp(Examples.APP.value());
    assertThat(
            requestValidator
                .judge(foreign, one)
                .<Object>fold(valid -> "valid", refused -> refused.refusal().reason()))
        .isEqualTo(ValidationErrorReason.UNKNOWN);
  }

  @Test
  void refusesTextsThatAreTooLongToEcho() {
    CodeRequestMessage message = CodeRequestMessage.of("p", "s");

    assertThat(refused(MODEST, message.withAsker("r".repeat(129), null)).refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.REQUEST_ID, ValidationErrorReason.TOO_LONG);
    assertThat(refused(MODEST, message.withAsker(null, "r".repeat(257))).refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.REFERENCE, ValidationErrorReason.TOO_LONG);
    assertThat(valid(MODEST, message.withAsker("r".repeat(128), "页".repeat(256))).asker())
        .isEqualTo(
            new RequestCorrelation(
                Optional.of("r".repeat(128)), Optional.of("页".repeat(256)), Optional.empty()));
  }

  @Test
  void needsAnAppWhereTwoAreConfiguredAndNoneIsTheDefault() {
    RequestValidator requestValidator =
        judge(
            ConfiguredApps.of(
                ConfiguredApp.of(Examples.APP), ConfiguredApp.of(Examples.OTHER_APP)));
    CodeRequestMessage message = CodeRequestMessage.of("p", "s");

    assertThat(refused(requestValidator, message).refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.APP, ValidationErrorReason.MISSING);
    assertThat(valid(requestValidator, message.withApp(Examples.OTHER_APP.value())).spec().app())
        .isEqualTo(Examples.OTHER_APP);
  }

  @Test
  void refusesEveryAppWhereNoneIsConfigured() {
    assertThat(refused(judge(ConfiguredApps.of()), CodeRequestMessage.of("p", "s")).refusal())
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(RequestField.APP, ValidationErrorReason.MISSING);
  }

  @Test
  void fillsInWhatIsLeftOut() {
    CodeRequest codeRequest = valid(MODEST, CodeRequestMessage.of("/p", "s"));

    assertThat(codeRequest.spec())
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
            CodeStyle.DEFAULT,
            EnvVersion.RELEASE,
            new CodeRevision("spring"));
    assertThat(codeRequest.checkPath()).isTrue();
    assertThat(UUID.fromString(codeRequest.requestId()).version()).isEqualTo(7);
    assertThat(codeRequest.asker()).isEqualTo(RequestCorrelation.UNKNOWN);
  }

  @Test
  void takesWhatIsGiven() {
    CodeRequest codeRequest =
        valid(
            Examples.judge(),
            message(
                "{'app':'wxfedcba9876543210','kind':'limited','page':'p','width':600,'hyaline':true,"
                    + "'lineColor':{'r':1,'g':2,'b':3},'env':'trial','revision':'','checkPath':false,"
                    + "'requestId':'r1','reference':'x','campaign':{'id':'c','row':3}}"));

    assertThat(codeRequest.spec().style())
        .isEqualTo(new CodeStyle(new CodeWidth(600), false, new LineColor(1, 2, 3), true));
    assertThat(codeRequest.spec().revision()).isEqualTo(CodeRevision.NONE);
    assertThat(codeRequest.checkPath()).isFalse();
    assertThat(codeRequest.requestId()).isEqualTo("r1");
    assertThat(codeRequest.picture().path())
        .isEqualTo("codes/wxfedcba9876543210/" + codeRequest.id() + ".png");
  }

  @Test
  void tellsWhoAskedOfARefusedRequest() {
    CodeRequestMessage message =
        message("{'requestId':'r1','reference':'x','campaign':{'id':'c','row':3},'scene':'s'}");

    assertThat(refused(MODEST, message).asker())
        .isEqualTo(
            new RequestCorrelation(
                Optional.of("r1"), Optional.of("x"), Optional.of(new CampaignRow("c", 3))));
    assertThat(
            refused(MODEST, CodeRequestMessage.of(null, null).withAsker("\ud800", "a\tb")).asker())
        .isEqualTo(RequestCorrelation.UNKNOWN);
  }

  @Test
  void tellsTheEventsWhatWasAsked() {
    CodeRequest codeRequest = valid(MODEST, CodeRequestMessage.of("/p", "s").withAsker("r1", "x"));
    Instant askedAt = Instant.parse("2026-08-01T12:00:00Z");

    assertThat(codeRequest.asked(askedAt))
        .extracting("requestId", "id", "app", "page", "scene", "reference", "askedAt")
        .containsExactlyElementsOf(
            List.of(
                "r1",
                Optional.of(codeRequest.id()),
                Optional.of(Examples.APP),
                Optional.of("p"),
                Optional.of("s"),
                Optional.of("x"),
                askedAt));
  }

  private static RequestValidator judge(ConfiguredApps configuredApps) {
    return new RequestValidator(
        configuredApps,
        new CodeIdGenerator(Examples.KEY),
        new RequestIdGenerator(Clock.systemUTC()));
  }

  private static CodeRequestMessage message(String json) {
    DecodeResult decodeResult =
        CodeRequestMessageCodec.read(json.replace('\'', '"').getBytes(UTF_8));
    assertThat(decodeResult).isInstanceOf(DecodeResult.Message.class);
    return ((DecodeResult.Message) decodeResult).value();
  }

  private static CodeRequest valid(RequestValidator requestValidator, CodeRequestMessage message) {
    ValidationResult validationResult = requestValidator.judge(message);
    assertThat(validationResult).isInstanceOf(ValidationResult.Valid.class);
    return ((ValidationResult.Valid) validationResult).question();
  }

  private static ValidationResult.Refused refused(
      RequestValidator requestValidator, CodeRequestMessage message) {
    ValidationResult validationResult = requestValidator.judge(message);
    assertThat(validationResult).isInstanceOf(ValidationResult.Refused.class);
    return (ValidationResult.Refused) validationResult;
  }
}
