package io.sunpress.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The listening socket and all connections. A few threads serve any number of them. */
public final class SimulatorHttpServer implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int LARGEST_BODY = 1024 * 1024;
  private static final long STOP_SECONDS = 5;

  private final EventLoopGroup threads;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel listener;

  private SimulatorHttpServer(String host, int port, int threadCount, ServerContext serverContext) {
    threads =
        new MultiThreadIoEventLoopGroup(
            threadCount,
            new DefaultThreadFactory("wechat-simulator", true),
            NioIoHandler.newFactory());
    try {
      listener = bootstrap(serverContext).bind(host, port).syncUninterruptibly().channel();
    } catch (RuntimeException | Error notBound) {
      threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw notBound;
    }
  }

  /** Listens; a port of 0 takes a free one. */
  public static SimulatorHttpServer start(
      String host, int port, int threadCount, ServerContext serverContext) {
    return new SimulatorHttpServer(host, port, threadCount, serverContext);
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Closes all connections, answered or not. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    connections.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    threads
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
  }

  private ServerBootstrap bootstrap(ServerContext serverContext) {
    return new ServerBootstrap()
        .group(threads)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                connections.add(channel);
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_BODY))
                    .addLast(new ConnectionHandler(serverContext));
              }
            });
  }
}
