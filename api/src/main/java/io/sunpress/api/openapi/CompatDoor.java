package io.sunpress.api.openapi;

import java.util.List;
import java.util.Map;

/** AnqiCMS's call, described. */
final class CompatDoor {
  static final String TAG = "compat";

  private static final String PATH = "/api/weapp/qrcode";
  private static final String URL =
      "https://img.example.com/codes/wx0123456789abcdef/f1xvh544nr5ekss1vt4phk5d7a.jpg";
  private static final String PENDING =
      """
      {"code":200,"msg":"小程序码生成中，请稍后用相同参数重试",
       "data":"https://img.example.com/codes/wx0123456789abcdef/748n623s86cr19vhdgh5rfnrtn.jpg",
       "job_id":"748n623s86cr19vhdgh5rfnrtn"}""";
  private static final String READY =
      """
      {"code":0,"msg":"","data":"%s"}"""
          .formatted(URL);

  private CompatDoor() {}

  static List<Operation> operations(Limits limits) {
    return List.of(ask(limits), job(limits));
  }

  private static Operation ask(Limits limits) {
    return Operation.post(PATH, "askCompat", TAG, "Ask for a code, as AnqiCMS does")
        .says(
            """
            For clients of AnqiCMS's documented call, unchanged. What the application decides is \
            HTTP 200 with the reason in code and msg; pending is 202. Waits up to %d s for the \
            picture unless Prefer says otherwise. The body is read as JSON whatever its \
            Content-Type says."""
                .formatted(limits.patience().toSeconds()))
        .inHeader("Prefer", Schema.text(limits.prefer()))
        .takes("CompatRequest")
        .answers(200, "There, or refused: code says which.", "Envelope")
        .answers(
            202, "Accepted, not ready. Asking again with the same request is safe.", "Envelope")
        .header(202, "Location", "Where the job can be asked for.")
        .header(202, "Retry-After", "Seconds.")
        .answers(400, "The request can't be read.", "Envelope")
        .answers(408, "The body did not come in time.", "Envelope")
        .answers(413, limits.tooLarge(), "Envelope")
        .answers(429, "Too fast, or too many wrong keys.", "Envelope")
        .header(429, "Retry-After", "Seconds.")
        .answers(503, "Not possible at the moment; ask again with the same request.", "Envelope")
        .header(503, "Retry-After", "Seconds.")
        .example(
            "there",
            Example.asking(
                    """
                    {"path":"/pages/product/detail","scene":"product_id=4711"}""")
                .gives(200, READY))
        .example(
            "without a path",
            Example.asking(
                    """
                    {"path":"","scene":"product_id=4711"}""")
                .gives(
                    200,
                    """
                    {"code":-1,"msg":"path参数不能为空"}"""))
        .example(
            "without a scene",
            Example.asking(
                    """
                    {"path":"/pages/index/index","scene":""}""")
                .gives(
                    200,
                    """
                    {"code":3002,"msg":"scene参数不能为空"}"""))
        .example(
            "not ready",
            Example.asking(
                    """
                    {"path":"pages/seat","scene":"hold=12A"}""")
                .with("Prefer", "respond-async")
                .gives(202, PENDING))
        .example(
            "WeChat refuses the page",
            Example.asking(
                    """
                    {"path":"pages/nowhere","scene":"fail-41030"}""")
                .gives(
                    200,
                    """
                    {"code":-1,"msg":"path对应的页面在已发布的小程序中不存在（微信错误码41030），请核对页面路径，\
                    并确认包含该页面的版本已发布；刚发布的页面请稍后重试","errcode":41030}"""));
  }

  private static Operation job(Limits limits) {
    Map<String, Object> id = Schema.pattern("The job_id of a 202.", "^" + Schemas.ID + "$");
    return Operation.get(PATH + "/{id}", "lookCompat", TAG, "Ask what became of a job")
        .says("Answers as the call itself does, without asking for the code.")
        .inPath("id", id)
        .inHeader("Prefer", Schema.text(limits.prefer()))
        .answers(200, "There, failed, or unknown: code says which.", "Envelope")
        .answers(202, "Not ready.", "Envelope")
        .header(202, "Retry-After", "Seconds.")
        .answers(400, "The address can't be read.", "Envelope")
        .answers(404, "No such address.", "Envelope")
        .answers(429, "Too fast, or too many wrong keys.", "Envelope")
        .header(429, "Retry-After", "Seconds.")
        .answers(503, "It can't be said now; ask again.", "Envelope")
        .header(503, "Retry-After", "Seconds.")
        .example("ready", Example.of("id", "f1xvh544nr5ekss1vt4phk5d7a").gives(200, READY))
        .example(
            "not ready",
            Example.of("id", "748n623s86cr19vhdgh5rfnrtn")
                .with("Prefer", "wait=0")
                .gives(202, PENDING))
        .example(
            "unknown",
            Example.of("id", "00000000000000000000000000")
                .gives(
                    200,
                    """
                    {"code":-1,"msg":"没有这个任务：job_id不存在，请用path和scene重新提交"}"""));
  }
}
