package io.sunpress.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/**
 * One kept-alive connection: writes a request, reads an answer whose length is declared. Where the
 * server closes it after an answer, as servers do now and then, another one is opened.
 */
final class HttpConnection implements AutoCloseable {
  /** Longer than a server may let a client wait. */
  private static final int TIMEOUT_MS = 60_000;

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] CONTENT_LENGTH = "content-length: ".getBytes(ISO_8859_1);
  private static final byte[] CLOSE = "connection: close".getBytes(ISO_8859_1);

  private final URI server;
  private Socket socket;
  private ResponseLineReader in;
  private OutputStream out;
  private boolean ended;

  HttpConnection(URI server) throws IOException {
    this.server = server;
    this.socket = connected(server);
    this.in = new ResponseLineReader(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  private static Socket connected(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private void reopen() throws IOException {
    socket.close();
    socket = connected(server);
    in = new ResponseLineReader(socket.getInputStream());
    out = socket.getOutputStream();
    ended = false;
  }

  /** Asks, and returns the answer's status when all of it is here. */
  int ask(byte[] request) throws IOException {
    send(request);
    return answer();
  }

  /** Asks, and does not wait. */
  void send(byte[] request) throws IOException {
    if (ended) {
      reopen();
    }
    out.write(request);
  }

  /** Whether nothing of an answer is here yet. */
  boolean isSilent() throws IOException {
    return in.isSilent();
  }

  /** Waits for an answer, and returns its status when all of it is here. */
  int answer() throws IOException {
    in.nextLine();
    int status = in.number(STATUS_AT, STATUS_AT + 3);
    int length = -1;
    for (in.nextLine(); !in.isEmptyLine(); in.nextLine()) {
      if (in.lineBegins(CONTENT_LENGTH)) {
        length = in.number(CONTENT_LENGTH.length, in.lineLength());
      }
      ended |= in.lineBegins(CLOSE);
    }
    if (length < 0) {
      throw new IOException("an answer without its length, of status " + status);
    }
    in.skip(length);
    return status;
  }

  /** A request's bytes. */
  static byte[] post(String path, String headers, byte[] body) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
