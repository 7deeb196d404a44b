package io.sunpress.simulator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.sunpress.simulator.reply.Content;
import io.sunpress.simulator.reply.Delivery;
import io.sunpress.simulator.reply.Sending;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Puts an answer on one connection, the way it says. Used on the connection's thread only. */
final class Sender {
  private static final int FLOOD_CHUNK = 64 * 1024;
  private static final byte[] NOISE = new byte[FLOOD_CHUNK];

  private final Channel channel;

  Sender(Channel channel) {
    this.channel = channel;
  }

  /** Sends; {@code next} runs when the connection is free for the next request. */
  void send(Delivery delivery, Runnable next) {
    Sending way = delivery.sending();
    if (way instanceof Sending.Whole) {
      head(delivery);
      body(delivery.content());
      end(next);
    } else if (way instanceof Sending.Drip drip) {
      head(delivery);
      channel.flush();
      drip(delivery.content(), drip, 0, next);
    } else if (way instanceof Sending.Cut cut) {
      head(delivery);
      body(delivery.content().first(cut.afterBytes())).addListener(ChannelFutureListener.CLOSE);
      channel.flush();
    } else if (way instanceof Sending.CutChunk cut) {
      chunkedHead(delivery);
      body(delivery.content().first(cut.afterBytes())).addListener(ChannelFutureListener.CLOSE);
      channel.flush();
    } else if (way instanceof Sending.Flood flood) {
      head(delivery);
      body(delivery.content());
      flood(flood.bytes() - delivery.content().length(), next);
    } else if (way instanceof Sending.Never never) {
      never.closeAfter().ifPresent(this::closeAfter);
    } else if (way instanceof Sending.Reset) {
      reset();
    } else {
      throw new IllegalStateException("no way to send " + way);
    }
  }

  private void head(Delivery delivery) {
    HttpResponse response = response(delivery);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, delivery.declaredLength());
    channel.write(response);
  }

  private void chunkedHead(Delivery delivery) {
    HttpResponse response = response(delivery);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    channel.write(response);
  }

  private static HttpResponse response(Delivery delivery) {
    HttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(delivery.status()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, delivery.contentType());
    delivery.headers().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  private ChannelFuture body(Content content) {
    return write(Unpooled.wrappedBuffer(content.head(), content.tail()));
  }

  private ChannelFuture write(ByteBuf bytes) {
    return channel.write(new DefaultHttpContent(bytes));
  }

  private void end(Runnable next) {
    channel
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(done -> whenSent(done.isSuccess(), next));
  }

  private void whenSent(boolean sent, Runnable next) {
    if (sent) {
      next.run();
    } else {
      channel.close();
    }
  }

  private void drip(Content content, Sending.Drip drip, int from, Runnable next) {
    if (from >= content.length()) {
      end(next);
      return;
    }
    ByteBuf all = Unpooled.wrappedBuffer(content.head(), content.tail());
    int count = Math.min(drip.bytes(), content.length() - from);
    ChannelFuture written = write(all.slice(from, count));
    channel.flush();
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            later(drip.step(), () -> drip(content, drip, from + count, next));
          }
        });
  }

  private void flood(long left, Runnable next) {
    if (left <= 0) {
      end(next);
      return;
    }
    int count = (int) Math.min(left, FLOOD_CHUNK);
    ChannelFuture written = write(Unpooled.wrappedBuffer(NOISE, 0, count));
    channel.flush();
    written.addListener(done -> whenSent(done.isSuccess(), () -> flood(left - count, next)));
  }

  private void closeAfter(Duration time) {
    later(time, channel::close);
  }

  private void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void later(Duration time, Runnable task) {
    channel.eventLoop().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
