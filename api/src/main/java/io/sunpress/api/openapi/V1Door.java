package io.sunpress.api.openapi;

import java.util.List;

/** The API for new clients, described. */
final class V1Door {
  static final String TAG = "v1";

  private static final String READY =
      """
      {"id":"f1xvh544nr5ekss1vt4phk5d7a","status":"ready","app":"wx0123456789abcdef",
       "url":"https://img.example.com/codes/wx0123456789abcdef/f1xvh544nr5ekss1vt4phk5d7a.jpg",
       "contentType":"image/jpeg","bytes":94312,
       "sha256":"3c4f81c410411bc9002305e3c14b16abfc3b661feae8aeb661f5c113e305b7c9",
       "attempts":1,"askedAt":"2026-11-22T08:00:00.120Z","finishedAt":"2026-11-22T08:00:00.431Z"}""";
  private static final String QUEUED =
      """
      {"id":"748n623s86cr19vhdgh5rfnrtn","status":"queued","app":"wx0123456789abcdef",
       "url":"https://img.example.com/codes/wx0123456789abcdef/748n623s86cr19vhdgh5rfnrtn.jpg",
       "contentType":"image/jpeg","askedAt":"2026-11-22T08:00:00.120Z"}""";
  private static final String ERROR =
      """
      {"class":"request","errcode":41030,"errmsg":"invalid page rid: 66a0f3c1-1d2e3f40",
       "rid":"66a0f3c1-1d2e3f40",
       "cause":"The page is not in the released version of the mini-program",
       "advice":"Check the page and release it; a fresh release takes a while. \
      checkPath=false skips this"}""";
  private static final String FAILED =
      """
      {"id":"waynq4200205b0rj5qpt8c0vvj","status":"failed","app":"wx0123456789abcdef",
       "error":%s,"attempts":1,
       "askedAt":"2026-11-22T08:00:00.120Z","finishedAt":"2026-11-22T08:00:00.431Z"}"""
          .formatted(ERROR);
  private static final String REFUSED =
      """
      {"type":"/problems/refused-by-wechat","title":"WeChat refused the request","status":422,
       "detail":"The page is not in the released version of the mini-program. Check the page and \
      release it; a fresh release takes a while. checkPath=false skips this.",
       "id":"waynq4200205b0rj5qpt8c0vvj","error":%s}"""
          .formatted(ERROR);

  private V1Door() {}

  static List<Operation> operations(Limits limits) {
    return List.of(ask(limits), job(limits), code(limits), apps());
  }

  private static Operation ask(Limits limits) {
    return Operation.post("/v1/codes", "askForCode", TAG, "Ask for a code")
        .says(
            """
            A code that is there is answered at once; one that is not is accepted as a job, once \
            the broker has it. Asking twice is asking once. Without Prefer nothing is waited for. \
            The body is read as JSON whatever its Content-Type says.""")
        .inHeader("Prefer", Schema.text(limits.prefer()))
        .takes("CodeRequest")
        .answers(200, "The code is there.", "Code")
        .answers(202, "Accepted: ask for the job.", "Code")
        .header(202, "Location", "The job's address.")
        .header(202, "Retry-After", "Seconds.")
        .problem(400, "The body is no JSON object.")
        .problem(408, "The body did not come in time.")
        .problem(413, limits.tooLarge())
        .problem(422, "A field is not acceptable, or WeChat refused the request.")
        .problem(502, "The code could not be made, for a reason that is not the request's.")
        .problem(503, "Not possible at the moment; asking again with the same request is safe.")
        .header(503, "Retry-After", "Seconds.")
        .guarded()
        .example(
            "waited for",
            Example.asking(
                    """
                    {"page":"pages/product/detail","scene":"product_id=4711"}""")
                .with("Prefer", "wait=10")
                .gives(200, READY))
        .example(
            "accepted",
            Example.asking(
                    """
                    {"page":"pages/seat","scene":"hold=12A"}""")
                .gives(202, QUEUED))
        .example(
            "too long a scene",
            Example.asking(
                    """
                    {"page":"pages/a","scene":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")
                .gives(
                    422,
                    """
                    {"type":"/problems/invalid-field","title":"A field is not acceptable",
                     "status":422,"detail":"scene has 33 characters, at most 32",
                     "field":"scene","reason":"too-long"}"""))
        .example(
            "WeChat refuses the page",
            Example.asking(
                    """
                    {"page":"pages/nowhere","scene":"fail-41030"}""")
                .with("Prefer", "wait=10")
                .gives(422, REFUSED));
  }

  private static Operation job(Limits limits) {
    return Operation.get("/v1/jobs/{id}", "lookAtJob", TAG, "Ask what became of a job")
        .says(
            """
            Any instance answers for any job, whichever door it came through. Prefer: wait=N holds \
            the answer until the job is done.""")
        .inPath("id", Schema.pattern("The job's id, which is the code's.", "^" + Schemas.ID + "$"))
        .inHeader("Prefer", Schema.text(limits.prefer()))
        .answers(200, "The job as it is now: status says how it stands.", "Code")
        .header(200, "Retry-After", "Seconds, while it is queued or delayed.")
        .tagged()
        .guarded()
        .problem(400, "The address can't be read.")
        .problem(404, "Nobody has asked for this code.")
        .problem(503, "It can't be said now; ask again.")
        .header(503, "Retry-After", "Seconds.")
        .example("ready", Example.of("id", "f1xvh544nr5ekss1vt4phk5d7a").gives(200, READY))
        .example("queued", Example.of("id", "748n623s86cr19vhdgh5rfnrtn").gives(200, QUEUED))
        .example("failed", Example.of("id", "waynq4200205b0rj5qpt8c0vvj").gives(200, FAILED))
        .example(
            "unknown",
            Example.of("id", "00000000000000000000000000")
                .gives(
                    404,
                    """
                    {"type":"/problems/unknown-job","title":"Unknown job","status":404,
                     "detail":"Nobody has asked for a code with this id. POST /v1/codes asks for \
                    one."}"""));
  }

  private static Operation code(Limits limits) {
    return Operation.get("/v1/codes/{id}", "lookAtCode", TAG, "Fetch a code's document")
        .says(
            "The document of a code that is there; how one comes to be there is its job's matter.")
        .inPath("id", Schema.pattern("The code's id.", "^" + Schemas.ID + "$"))
        .inHeader("Prefer", Schema.text(limits.prefer()))
        .answers(200, "The code.", "ReadyCode")
        .tagged()
        .guarded()
        .problem(400, "The address can't be read.")
        .problem(404, "Not there: pending (then job says which), failed or unknown.")
        .problem(503, "It can't be said now; ask again.")
        .header(503, "Retry-After", "Seconds.")
        .example("ready", Example.of("id", "f1xvh544nr5ekss1vt4phk5d7a").gives(200, READY));
  }

  private static Operation apps() {
    return Operation.get("/v1/apps", "lookAtApps", TAG, "Ask how the mini-programs fare")
        .says("Share of WeChat's limit, throttling and stops of the caller's apps.")
        .answers(200, "The apps.", "Apps")
        .guarded()
        .problem(400, "The request can't be read.");
  }
}
