package io.sunpress.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands for an S3 server where storage is not to be measured: takes every picture, forgets
 * it, and answers 200. Small objects it keeps, since workers ask for their marks. Checks no
 * signature.
 */
final class DiscardingS3Server implements AutoCloseable {
  private static final int KEPT = 4096;

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final int port;

  private DiscardingS3Server() throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), new Conversation());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    this.port = ((InetSocketAddress) server.localAddress()).getPort();
  }

  static DiscardingS3Server start() throws InterruptedException {
    return new DiscardingS3Server();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    threads.shutdownGracefully();
  }

  /** One connection. */
  private final class Conversation extends SimpleChannelInboundHandler<HttpObject> {
    private HttpRequest request;
    private ByteBuf start;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpRequest head) {
        request = head;
        start = Unpooled.buffer();
      }
      if (part instanceof HttpContent body) {
        int room = KEPT + 1 - start.readableBytes();
        start.writeBytes(body.content(), Math.min(room, body.content().readableBytes()));
      }
      if (part instanceof LastHttpContent) {
        context.writeAndFlush(answer());
      }
    }

    private DefaultFullHttpResponse answer() {
      String key = URI.create(request.uri()).getPath();
      if (request.method().equals(HttpMethod.PUT)) {
        return put(key);
      }
      boolean isBucket = key.indexOf('/', 1) < 0 || key.indexOf('/', 1) == key.length() - 1;
      byte[] bytes = isBucket ? new byte[0] : kept.get(key);
      return bytes == null ? missing() : found(bytes);
    }

    private DefaultFullHttpResponse put(String key) {
      byte[] bytes = new byte[start.readableBytes()];
      start.readBytes(bytes);
      boolean createOnly = request.headers().contains(HttpHeaderNames.IF_NONE_MATCH);
      if (bytes.length <= KEPT && kept.putIfAbsent(key, bytes) != null && createOnly) {
        return error(HttpResponseStatus.PRECONDITION_FAILED, "PreconditionFailed");
      }
      return found(new byte[0]);
    }

    private DefaultFullHttpResponse found(byte[] bytes) {
      DefaultFullHttpResponse response = response(HttpResponseStatus.OK, bytes);
      response.headers().set(HttpHeaderNames.ETAG, "\"00000000000000000000000000000000\"");
      response.headers().set(HttpHeaderNames.LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT");
      return response;
    }

    private DefaultFullHttpResponse missing() {
      return error(HttpResponseStatus.NOT_FOUND, "NoSuchKey");
    }

    private DefaultFullHttpResponse error(HttpResponseStatus status, String code) {
      String xml = "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
      DefaultFullHttpResponse response = response(status, xml.getBytes(UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/xml");
      return response;
    }

    private DefaultFullHttpResponse response(HttpResponseStatus status, byte[] bytes) {
      boolean isHead = request.method().equals(HttpMethod.HEAD);
      ByteBuf body = isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
      return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
