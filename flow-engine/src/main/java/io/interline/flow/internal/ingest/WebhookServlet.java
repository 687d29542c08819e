package io.interline.flow.internal.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The addresses `/in/{token}`. A plain servlet: this is the hub's busiest path. Hands requests to
/// the receiver and writes its answers.
final class WebhookServlet extends HttpServlet {

  private final transient WebhookReceiver receiver;
  private final transient Answers answers;
  private final transient MeterRegistry meters;
  private final transient Map<Integer, Timer> timers = new ConcurrentHashMap<>();

  WebhookServlet(WebhookReceiver receiver, Answers answers, MeterRegistry meters) {
    this.receiver = receiver;
    this.answers = answers;
    this.meters = meters;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    answers.write(receiver.receive(new ServletCall(request)), response);
    timers
        .computeIfAbsent(response.getStatus(), this::timer)
        .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    return meters.timer("interline.ingest", "status", Integer.toString(status));
  }

  private record ServletCall(HttpServletRequest request) implements WebhookCall {

    @Override
    public String token() {
      String path = request.getPathInfo();
      return path == null || path.length() < 2 ? "" : path.substring(1);
    }

    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public long length() {
      return request.getContentLengthLong();
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }
  }
}
