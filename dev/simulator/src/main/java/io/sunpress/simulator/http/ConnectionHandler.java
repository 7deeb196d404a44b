package io.sunpress.simulator.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.reply.WireResponse;
import io.sunpress.simulator.wechat.HttpCall;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** One connection: a request at a time, later ones wait. */
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final System.Logger LOG = System.getLogger(ConnectionHandler.class.getName());

  private final ServerContext serverContext;
  private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
  private Optional<PendingResponse> current = Optional.empty();
  private boolean busy;

  ConnectionHandler(ServerContext serverContext) {
    this.serverContext = serverContext;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (busy) {
      waiting.add(request.retain());
    } else {
      begin(context, request);
    }
  }

  private void begin(ChannelHandlerContext context, FullHttpRequest request) {
    busy = true;
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String path = NettyRequests.path(request);
    if (request.decoderResult().isFailure()) {
      send(context, ResponseRenderer.page(400, "Bad Request"), false);
    } else if (path.startsWith(AdminRoute.PREFIX)) {
      send(context, serverContext.admin().answer(request), keepAlive);
    } else {
      CallKind.at(path)
          .ifPresentOrElse(
              kind -> call(context, kind, request, keepAlive),
              () -> send(context, ResponseRenderer.page(404, "Not Found"), keepAlive));
    }
  }

  private void call(
      ChannelHandlerContext context, CallKind kind, FullHttpRequest request, boolean keepAlive) {
    HttpCall call =
        new HttpCall(
            kind,
            request.method().name(),
            NettyRequests.query(request),
            NettyRequests.contentType(request),
            NettyRequests.body(request));
    PendingResponse pendingResponse = new PendingResponse(serverContext.weChat().judge(call));
    current = Optional.of(pendingResponse);
    after(
        context, serverContext.latency().next(), () -> answer(context, pendingResponse, keepAlive));
  }

  /** Runs it on this connection's thread when the time is over and the gate is open. */
  private void after(ChannelHandlerContext context, Duration time, Runnable answer) {
    Runnable pass = () -> serverContext.gate().pass(() -> onThread(context, answer));
    if (time.isZero()) {
      pass.run();
    } else {
      context.executor().schedule(pass, time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void onThread(ChannelHandlerContext context, Runnable task) {
    if (context.executor().inEventLoop()) {
      task.run();
    } else {
      context.executor().execute(task);
    }
  }

  private void answer(
      ChannelHandlerContext context, PendingResponse pendingResponse, boolean keepAlive) {
    if (context.channel().isActive()) {
      send(context, pendingResponse.deliver(serverContext.deliveries()), keepAlive);
    }
  }

  private void send(ChannelHandlerContext context, WireResponse wireResponse, boolean keepAlive) {
    new ResponseSender(context.channel()).send(wireResponse, () -> next(context, keepAlive));
  }

  private void next(ChannelHandlerContext context, boolean keepAlive) {
    busy = false;
    current = Optional.empty();
    if (!keepAlive) {
      context.close();
      return;
    }
    FullHttpRequest request = waiting.poll();
    if (request != null) {
      try {
        begin(context, request);
      } finally {
        request.release();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    current.ifPresent(PendingResponse::closed);
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(Level.WARNING, "a request could not be answered", cause);
    }
    context.close();
  }
}
