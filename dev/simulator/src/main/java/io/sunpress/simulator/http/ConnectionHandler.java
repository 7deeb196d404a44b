package io.sunpress.simulator.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.Delivery;
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

  private final Site site;
  private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
  private Optional<Exchange> current = Optional.empty();
  private boolean busy;

  ConnectionHandler(Site site) {
    this.site = site;
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
    String path = Requests.path(request);
    if (request.decoderResult().isFailure()) {
      send(context, Deliveries.page(400, "Bad Request"), false);
    } else if (path.startsWith(AdminRoute.PREFIX)) {
      send(context, site.admin().answer(request), keepAlive);
    } else {
      CallKind.at(path)
          .ifPresentOrElse(
              kind -> call(context, kind, request, keepAlive),
              () -> send(context, Deliveries.page(404, "Not Found"), keepAlive));
    }
  }

  private void call(
      ChannelHandlerContext context, CallKind kind, FullHttpRequest request, boolean keepAlive) {
    HttpCall call =
        new HttpCall(
            kind,
            request.method().name(),
            Requests.query(request),
            Requests.contentType(request),
            Requests.body(request));
    Exchange exchange = new Exchange(site.weChat().judge(call));
    current = Optional.of(exchange);
    after(context, site.latency().next(), () -> answer(context, exchange, keepAlive));
  }

  /** Runs it on this connection's thread when the time is over and the gate is open. */
  private void after(ChannelHandlerContext context, Duration time, Runnable answer) {
    Runnable pass = () -> site.gate().pass(() -> onThread(context, answer));
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

  private void answer(ChannelHandlerContext context, Exchange exchange, boolean keepAlive) {
    if (context.channel().isActive()) {
      send(context, exchange.deliver(site.deliveries()), keepAlive);
    }
  }

  private void send(ChannelHandlerContext context, Delivery delivery, boolean keepAlive) {
    new Sender(context.channel()).send(delivery, () -> next(context, keepAlive));
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
    current.ifPresent(Exchange::closed);
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
