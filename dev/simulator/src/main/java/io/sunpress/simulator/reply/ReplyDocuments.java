package io.sunpress.simulator.reply;

/** The documents that WeChat and the gateway before it send. */
public final class ReplyDocuments {
  private ReplyDocuments() {}

  /** An error document with its rid. */
  public static String error(SimulatedError error, String rid) {
    return "{\"errcode\":"
        + error.errcode()
        + ",\"errmsg\":\""
        + error.errmsg().replace("\\", "\\\\").replace("\"", "\\\"")
        + " rid: "
        + rid
        + "\"}";
  }

  /** A gateway's error page. */
  public static String page(int status, String reason) {
    String title = status + " " + reason;
    return "<html>\r\n<head><title>"
        + title
        + "</title></head>\r\n<body>\r\n<center><h1>"
        + title
        + "</h1></center>\r\n</body>\r\n</html>\r\n";
  }
}
