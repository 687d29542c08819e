package io.interline.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledFuture;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Reads the requests of one connection at a time. While a head is under way, the connection may
/// pause for no longer than what is left of its time. While a body is, somebody else looks at the
/// clock, as reading it blocks in many places; a body that is here with its head costs nothing.
final class PunctualProcessor extends Http11Processor {

  private final PunctualHttp protocol;
  private final Adapter watching = new Watching();
  private @Nullable ScheduledFuture<?> watch;

  PunctualProcessor(PunctualHttp protocol) {
    super(protocol, protocol.getAdapter());
    this.protocol = protocol;
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    if (hasBegun() && leftForHead() <= 0) return SocketState.CLOSED;
    SocketState state;
    try {
      state = super.service(socket);
    } finally {
      endWatch();
    }
    if (!hasBegun() || !isWithinHead(state)) return state;
    socket.setReadTimeout(Math.max(1, leftForHead()));
    // Also after nothing but empty lines: the time of the first byte is kept with the connection.
    return SocketState.LONG;
  }

  private boolean isWithinHead(SocketState state) {
    return state == SocketState.OPEN || (state == SocketState.LONG && !isAsync());
  }

  /// Whether a byte of the request came that is not answered yet.
  private boolean hasBegun() {
    return request.getStartTimeNanos() >= 0;
  }

  private long leftForHead() {
    long took = (System.nanoTime() - request.getStartTimeNanos()) / 1_000_000;
    return protocol.deadlines().headWithin().toMillis() - took;
  }

  @Override
  public Adapter getAdapter() {
    return watching;
  }

  private void watchBody() {
    endWatch();
    long length = request.getContentLengthLong();
    if (isRequestBodyFullyRead() || (length >= 0 && available(false) >= length)) return;
    getSocketWrapper().setReadTimeout(protocol.getConnectionTimeout()); // no longer the head's
    if (getSocketWrapper().getSocket() instanceof NioChannel channel)
      watch = protocol.watch(new BodyWatch(channel.getIOChannel(), request.getStartTimeNanos()));
  }

  private void endWatch() {
    if (watch == null) return;
    watch.cancel(false);
    watch = null;
  }

  /// Ends what comes in when it comes too slowly: whoever reads it meets an end. Closing is for
  /// the thread that serves the connection. The channel is this connection's alone, so a look that
  /// is late does no harm to another.
  private final class BodyWatch implements Runnable {
    private final SocketChannel channel;
    private final long ofRequest;
    private final long began = System.nanoTime();

    BodyWatch(SocketChannel channel, long ofRequest) {
      this.channel = channel;
      this.ofRequest = ofRequest;
    }

    @Override
    public void run() {
      if (request.getStartTimeNanos() != ofRequest || isRequestBodyFullyRead()) return;
      var allowed = protocol.deadlines().bodyWithin(request.getBytesRead());
      if (System.nanoTime() - began < allowed.toNanos() || !channel.isOpen()) return;
      try {
        channel.shutdownInput();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // It has gone, and needs no further look.
      }
    }
  }

  /// Begins to look at the clock before a request is handed on.
  private final class Watching implements Adapter {

    @Override
    public void service(Request request, Response response) throws Exception {
      watchBody();
      adapter.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event)
        throws Exception {
      return adapter.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
      adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return adapter.getDomain();
    }
  }
}
