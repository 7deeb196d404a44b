package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeCallsTest {
  private static WeChatSimulator simulator;
  private static SimulatorClient simulatorClient;
  private static String query;

  @BeforeAll
  static void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    simulator.addApp(
        SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET)
            .withUnreleased("pages/next/index"));
    simulatorClient = new SimulatorClient(simulator);
    query = "?access_token=" + simulatorClient.token();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                       | 40169",
        "{'scene':''}                                             | 40169",
        "{'scene':'123456789012345678901234567890123'}            | 40169",
        "{'scene':'12345678901234567890123456789012'}             | 0",
        "{'scene':'a%20b'}                                        | 40129",
        "{'scene':'商品'}                                          | 40129",
        "{'scene':'a b'}                                          | 40129",
        "{'scene':'a\\n'}                                         | 40129",
        "{'scene':'a\\\\b'}                                       | 40129",
        "{'scene':'a^b'}                                          | 40129",
        "{'scene':'09azAZ!#$&()*+,/:;=?@-._~'}                    | 0",
        "{'scene':'a','page':'pages/a/b'}                         | 0",
        "{'scene':'a','page':'/pages/a/b'}                        | 41030",
        "{'scene':'a','page':'pages/a?b=1'}                       | 41030",
        "{'scene':'a','page':'/pages/a/b','check_path':false}     | 41030",
        "{'scene':'a','page':'pages/next/index'}                  | 41030",
        "{'scene':'a','page':'pages/next/index','check_path':true}| 41030",
        "{'scene':'a','page':'pages/next/index','check_path':false}| 0",
        "{'scene':'a','scancode_time':1}                          | 85096",
        "{'scene':'a','page':'pages/a?scancode_time=1'}           | 85096",
        "{'scene':'a','env_version':'trial'}                      | 0",
        "{'scene':'a','env_version':'develop'}                    | 0",
        "{'scene':'a','env_version':'production'}                 | 40097",
        "{'scene':'a','env_version':''}                           | 40097",
        "{'scene':'a','width':279}                                | 40097",
        "{'scene':'a','width':280}                                | 0",
        "{'scene':'a','width':1280}                               | 0",
        "{'scene':'a','width':1281}                               | 40097",
        "{'scene':'a','line_color':{'r':0,'g':0,'b':255}}         | 0",
        "{'scene':'a','line_color':{'r':0,'g':0,'b':256}}         | 40097",
        "{'scene':'a','line_color':{'r':-1,'g':0,'b':0}}          | 40097",
        "{'scene':'a','line_color':{'r':0,'g':0}}                 | 47001",
        "{'scene':'a','line_color':{'r':'0','g':'0','b':'0'}}     | 47001",
        "{'scene':'a','line_color':[0,0,0]}                       | 47001",
        "{'scene':1}                                              | 47001",
        "{'scene':null}                                           | 47001",
        "{'scene':'a','page':null}                                | 47001",
        "{'scene':'a','page':['p']}                               | 47001",
        "{'scene':'a','width':'430'}                              | 47001",
        "{'scene':'a','width':430.0}                              | 47001",
        "{'scene':'a','width':99999999999}                        | 47001",
        "{'scene':'a','check_path':'false'}                       | 47001",
        "{'scene':'a','check_path':0}                             | 47001",
        "{'scene':'a','is_hyaline':null}                          | 47001",
        "{'scene':'a','auto_color':1}                             | 47001",
        "{'scene':'a','isHyaline':true}                           | 47001",
        "{'scene':'a','access_token':'x'}                         | 47001",
        "{'scene':'a','scene':'b'}                                | 47001",
        "{'scene':'a'} x                                          | 47001",
        "['scene']                                                | 47001",
        "scene=a                                                  | 47001",
        "``                                                       | 47001",
      })
  void unlimitedChecksItsBody(String body, int errcode) throws Exception {
    assertAnswer(SimulatorClient.UNLIMITED, body, errcode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                          | 40159",
        "{'path':''}                                 | 40159",
        "{'path':'pages/a?b=1&c=2'}                  | 0",
        "{'path':'/pages/a','width':280}             | 0",
        "{'path':'pages/a?scancode_time=1'}          | 85096",
        "{'path':'pages/a','env_version':'develop'}  | 0",
        "{'path':'pages/a','env_version':'beta'}     | 40097",
        "{'path':'pages/a','width':1281}             | 40097",
        "{'path':'pages/a','scene':'a'}              | 47001",
        "{'path':'pages/a','check_path':false}       | 47001",
        "{'path':1}                                  | 47001",
        "{'path':null}                               | 47001",
      })
  void limitedChecksItsBody(String body, int errcode) throws Exception {
    assertAnswer(SimulatorClient.LIMITED, body, errcode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                     | 40159",
        "{'path':''}                            | 40159",
        "{'path':'pages/a?b=1','width':300}     | 0",
        "{'path':'pages/a','width':20}          | 40097",
        "{'path':'pages/a','is_hyaline':true}   | 47001",
        "{'path':'pages/a','env_version':'trial'}| 47001",
        "{'path':true}                          | 47001",
      })
  void squareChecksItsBody(String body, int errcode) throws Exception {
    assertAnswer(SimulatorClient.SQUARE, body, errcode);
  }

  @ParameterizedTest
  @CsvSource({
    "/wxa/getwxacode, 1024, 0",
    "/wxa/getwxacode, 1025, 40159",
    "/cgi-bin/wxaapp/createwxaqrcode, 128, 0",
    "/cgi-bin/wxaapp/createwxaqrcode, 129, 40159",
  })
  void pathsHaveALongestLength(String route, int length, int errcode) throws Exception {
    assertAnswer(route, "{'path':'" + "路".repeat(length) + "'}", errcode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SimulatorClient.UNLIMITED, SimulatorClient.LIMITED, SimulatorClient.SQUARE})
  void tokensAreCheckedBeforeBodies(String route) throws Exception {
    assertThat(SimulatorClient.errcode(simulatorClient.post(route, "{}"))).isEqualTo(41001);
    assertThat(SimulatorClient.errcode(simulatorClient.post(route + "?access_token=", "{}")))
        .isEqualTo(41001);
    assertThat(SimulatorClient.errcode(simulatorClient.post(route + "?access_token=89_no", "{}")))
        .isEqualTo(40001);
    assertThat(SimulatorClient.errcode(simulatorClient.send("GET", route + query)))
        .isEqualTo(43002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
  void formPostsAreRefusedWhateverTheyHold(String type) throws Exception {
    HttpResponse<byte[]> response =
        simulatorClient.post(SimulatorClient.UNLIMITED + query, "{\"scene\":\"a\"}", type);
    assertThat(SimulatorClient.errcode(response)).isEqualTo(47001);
  }

  @Test
  void anErrorIsHttp200WithItsOddContentTypeAndARid() throws Exception {
    HttpResponse<byte[]> response = simulatorClient.post(SimulatorClient.UNLIMITED + query, "{}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.type(response)).isEqualTo("application/json; encoding=utf-8");
    assertThat(SimulatorClient.json(response).path("errmsg").stringValue())
        .matches(".+ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
  }

  @Test
  void aPictureSaysWhatWasAskedAndTheLedgerHasItsDigest() throws Exception {
    String body =
        "{\"scene\":\"a=1&b=2+3\",\"page\":\"pages/p\",\"env_version\":\"trial\",\"width\":500}";
    HttpResponse<byte[]> response = simulatorClient.post(SimulatorClient.UNLIMITED + query, body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.type(response)).isEqualTo("image/jpeg");
    assertThat(SimulatedCodeReader.read(response.body()))
        .isEqualTo(new CodeContent(SimulatorClient.APP, "pages/p", "a=1&b=2+3", "", "trial"));
    RecordedCall recordedCall = simulator.calls().newest(1).get(0);
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(response.body()));
    assertThat(recordedCall.outcome())
        .isEqualTo(new RecordedOutcome.Picture(sha256, response.body().length));
    assertThat(recordedCall.facts().page()).isEqualTo("pages/p");
    assertThat(recordedCall.facts().scene()).isEqualTo("a=1&b=2+3");
    assertThat(recordedCall.facts().env()).isEqualTo("trial");
    assertThat(recordedCall.facts().width()).isEqualTo(500);
  }

  @Test
  void transparentPicturesArePngs() throws Exception {
    HttpResponse<byte[]> response =
        simulatorClient.post(
            SimulatorClient.UNLIMITED + query, "{\"scene\":\"a\",\"is_hyaline\":true}");
    assertThat(SimulatorClient.type(response)).isEqualTo("image/png");
    assertThat(response.body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(SimulatedCodeReader.read(response.body()).scene()).isEqualTo("a");
  }

  @Test
  void codesOfTheLimitedKindsSayTheirPath() throws Exception {
    String body = "{\"path\":\"pages/a?b=1&c=%E4%B8%AD\"}";
    for (String route : new String[] {SimulatorClient.LIMITED, SimulatorClient.SQUARE}) {
      HttpResponse<byte[]> response = simulatorClient.post(route + query, body);
      assertThat(SimulatedCodeReader.read(response.body()))
          .isEqualTo(
              new CodeContent(SimulatorClient.APP, "", "", "pages/a?b=1&c=%E4%B8%AD", "release"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/wxa/getwxacodeunlimit/", "/wxa/GetWxaCodeUnlimit", "/cgi-bin/tokens"})
  void otherRoutesAreAPageThatSaysNotFound(String route) throws Exception {
    HttpResponse<byte[]> response = simulatorClient.post(route + query, "{\"scene\":\"a\"}");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(SimulatorClient.type(response)).isEqualTo("text/html");
  }

  private static void assertAnswer(String route, String body, int errcode) throws Exception {
    HttpResponse<byte[]> response = simulatorClient.post(route + query, body.replace('\'', '"'));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.errcode(response)).isEqualTo(errcode);
    if (errcode == 0) {
      assertThat(response.body()).startsWith(0xFF, 0xD8, 0xFF).endsWith(0xFF, 0xD9);
    }
  }
}
