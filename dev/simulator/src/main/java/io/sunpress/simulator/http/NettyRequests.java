package io.sunpress.simulator.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Map;

/** What is read from Netty's requests. */
final class NettyRequests {
  private NettyRequests() {}

  /** The path exactly as it was sent, without the query. */
  static String path(FullHttpRequest request) {
    return new QueryStringDecoder(request.uri()).rawPath();
  }

  /** Query parameters; of a repeated one the first. */
  static Map<String, String> query(FullHttpRequest request) {
    Map<String, String> values = new HashMap<>();
    new QueryStringDecoder(request.uri())
        .parameters()
        .forEach((name, all) -> values.put(name, all.get(0)));
    return values;
  }

  static String contentType(FullHttpRequest request) {
    return request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
  }

  static byte[] body(FullHttpRequest request) {
    return ByteBufUtil.getBytes(request.content());
  }
}
