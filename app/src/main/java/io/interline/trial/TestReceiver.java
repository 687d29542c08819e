package io.interline.trial;

import io.interline.audit.EdgeJson;
import io.interline.tenant.HubAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers a request with what it was: a receiving system for a first flow. It keeps nothing, and
/// there is none for requests from another machine or where private addresses may not be called.
final class TestReceiver extends HttpServlet {

  /// Largest body in bytes.
  static final int MAX_BODY = 1_000_000;

  private static final JsonMapper JSON = EdgeJson.mapper();

  private final transient BooleanSupplier open;

  /// @param open whether the installation allows calls to private addresses
  TestReceiver(BooleanSupplier open) {
    this.open = open;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!open.getAsBoolean() || !fromThisMachine(request)) {
      response.sendError(404);
      return;
    }
    var body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      response.sendError(413);
      return;
    }
    var answer = JSON.createObjectNode();
    answer.put("method", request.getMethod());
    answer.put("path", request.getPathInfo() == null ? "/" : request.getPathInfo());
    answer.put("idempotencyKey", request.getHeader("Idempotency-Key"));
    answer.set("received", received(body));
    response.setContentType("application/json");
    response.getOutputStream().write(JSON.writeValueAsBytes(answer));
  }

  private static JsonNode received(byte[] body) {
    if (body.length == 0) return JSON.nullNode();
    try {
      return JSON.readTree(body);
    } catch (JacksonException noJson) {
      return JSON.stringNode(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static boolean fromThisMachine(HttpServletRequest request) {
    return HubAddress.isFromThisMachine(
        request.getRemoteAddr(),
        request.getHeader("Host"),
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null);
  }
}
