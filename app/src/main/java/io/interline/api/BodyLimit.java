package io.interline.api;

import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stops reading a body of the API at 16 MB, whatever its length header says, and at as many JSON
/// values as a message may hold. What has come takes memory of its tenant until it is answered.
@Component
class BodyLimit extends OncePerRequestFilter {

  static final int MOST = 16 << 20;

  /// So little is read before memory is asked for.
  private static final int FREE_OF_CHARGE = 8 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MemoryBudget memory;

  BodyLimit(MemoryBudget memory) {
    this.memory = memory;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = TenantScope.find();
    if (caller.isEmpty()) {
      chain.doFilter(new LimitedRequest(request, null), response);
      return;
    }
    try (var charge = memory.open(caller.get().tenant())) {
      chain.doFilter(new LimitedRequest(request, charge), response);
    }
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {
    private final MemoryBudget.@Nullable Charge charge;

    LimitedRequest(HttpServletRequest request, MemoryBudget.@Nullable Charge charge) {
      super(request);
      this.charge = charge;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), charge);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream body;
    private final MemoryBudget.@Nullable Charge charge;
    private final JsonWeight weight = new JsonWeight();
    private int left = MOST;
    private long charged = FREE_OF_CHARGE;

    LimitedStream(ServletInputStream body, MemoryBudget.@Nullable Charge charge) {
      this.body = body;
      this.charge = charge;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = body.read(buffer, offset, length);
      if (count > 0) count(buffer, offset, count);
      return count;
    }

    private void count(byte[] buffer, int offset, int bytes) throws IOException {
      if ((left -= bytes) < 0) throw BodyTooLarge.ofBytes(MOST);
      weight.count(buffer, offset, bytes);
      if (weight.isTooMany()) throw BodyTooLarge.ofValues(JsonWeight.MOST_VALUES);
      if (charge == null || weight.inMemory() <= charged) return;
      charged = weight.inMemory() + FREE_OF_CHARGE;
      try {
        if (!charge.growTo(charged, PATIENCE)) throw new MemoryScarce();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the hub stops");
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
