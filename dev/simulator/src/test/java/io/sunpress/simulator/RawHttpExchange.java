package io.sunpress.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * What one socket saw of one call.
 *
 * @param head status line and headers
 * @param body all bytes after them
 * @param end how the connection ended
 */
record RawHttpExchange(String head, byte[] body, End end) {
  enum End {
    CLOSED,
    RESET,
    STILL_OPEN
  }

  /** Posts and reads until the end, or until nothing has come for that time. */
  static RawHttpExchange post(
      WeChatSimulator simulator, String path, String json, Duration patience) throws IOException {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return pipelined(simulator, path, json, length, patience);
  }

  /** Posts the first bytes as the body, the others right behind it. */
  static RawHttpExchange pipelined(
      WeChatSimulator simulator, String path, String bytes, int length, Duration patience)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
      socket.setSoTimeout((int) patience.toMillis());
      byte[] body = bytes.getBytes(StandardCharsets.UTF_8);
      String head = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
      socket.getOutputStream().write(head.formatted(path, length).getBytes());
      socket.getOutputStream().write(body);
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      End end = drain(socket.getInputStream(), seen);
      return split(seen.toByteArray(), end);
    }
  }

  /** What Content-Length says. */
  int declaredLength() {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
        .findFirst()
        .orElse(-1);
  }

  private static End drain(InputStream in, ByteArrayOutputStream to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        to.write(buffer, 0, count);
      }
      return End.CLOSED;
    } catch (SocketTimeoutException quiet) {
      return End.STILL_OPEN;
    } catch (SocketException reset) {
      return End.RESET;
    }
  }

  private static RawHttpExchange split(byte[] seen, End end) {
    String text = new String(seen, StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    return headEnd < 0
        ? new RawHttpExchange(text, new byte[0], end)
        : new RawHttpExchange(
            text.substring(0, headEnd),
            text.substring(headEnd + 4).getBytes(StandardCharsets.ISO_8859_1),
            end);
  }
}
