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
import io.sunpress.simulator.reply.SendMode;
import io.sunpress.simulator.reply.SplitBytes;
import io.sunpress.simulator.reply.WireResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Writes an answer to one connection, in the answer's own way. Used on the connection's thread
 * only.
 */
final class ResponseSender {
  private static final int FLOOD_CHUNK = 64 * 1024;
  private static final byte[] NOISE = new byte[FLOOD_CHUNK];

  private final Channel channel;

  ResponseSender(Channel channel) {
    this.channel = channel;
  }

  /** Sends; {@code next} runs when the connection is free for the next request. */
  void send(WireResponse wireResponse, Runnable next) {
    SendMode way = wireResponse.sending();
    if (way instanceof SendMode.Whole) {
      head(wireResponse);
      body(wireResponse.content());
      end(next);
    } else if (way instanceof SendMode.Drip drip) {
      head(wireResponse);
      channel.flush();
      drip(wireResponse.content(), drip, 0, next);
    } else if (way instanceof SendMode.Cut cut) {
      head(wireResponse);
      body(wireResponse.content().first(cut.afterBytes())).addListener(ChannelFutureListener.CLOSE);
      channel.flush();
    } else if (way instanceof SendMode.CutChunk cut) {
      chunkedHead(wireResponse);
      body(wireResponse.content().first(cut.afterBytes())).addListener(ChannelFutureListener.CLOSE);
      channel.flush();
    } else if (way instanceof SendMode.Flood flood) {
      head(wireResponse);
      body(wireResponse.content());
      flood(flood.bytes() - wireResponse.content().length(), next);
    } else if (way instanceof SendMode.Never never) {
      never.closeAfter().ifPresent(this::closeAfter);
    } else if (way instanceof SendMode.Reset) {
      reset();
    } else {
      throw new IllegalStateException("no way to send " + way);
    }
  }

  private void head(WireResponse wireResponse) {
    HttpResponse response = response(wireResponse);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, wireResponse.declaredLength());
    channel.write(response);
  }

  private void chunkedHead(WireResponse wireResponse) {
    HttpResponse response = response(wireResponse);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    channel.write(response);
  }

  private static HttpResponse response(WireResponse wireResponse) {
    HttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(wireResponse.status()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, wireResponse.contentType());
    wireResponse.headers().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  private ChannelFuture body(SplitBytes splitBytes) {
    return write(Unpooled.wrappedBuffer(splitBytes.head(), splitBytes.tail()));
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

  private void drip(SplitBytes splitBytes, SendMode.Drip drip, int from, Runnable next) {
    if (from >= splitBytes.length()) {
      end(next);
      return;
    }
    ByteBuf all = Unpooled.wrappedBuffer(splitBytes.head(), splitBytes.tail());
    int count = Math.min(drip.bytes(), splitBytes.length() - from);
    ChannelFuture written = write(all.slice(from, count));
    channel.flush();
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            later(drip.step(), () -> drip(splitBytes, drip, from + count, next));
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
