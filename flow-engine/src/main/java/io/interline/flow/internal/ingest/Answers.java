package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.RunId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes answers of webhook addresses.
final class Answers {

  private final ObjectMapper json;

  Answers(ObjectMapper json) {
    this.json = json;
  }

  void accepted(HttpServletResponse response, RunId run) throws IOException {
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/json");
    byte[] body = ("{\"runId\":\"" + run + "\"}").getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  void refused(HttpServletResponse response, Refusal refusal) throws IOException {
    response.setStatus(refusal.status());
    response.setContentType("application/problem+json");
    var retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
      response.setHeader("Retry-After", Long.toString(seconds));
    }
    if (refusal.status() == 405) response.setHeader("Allow", "POST");
    if (refusal.status() == 401) response.setHeader("WWW-Authenticate", "Webhook");
    if (refusal.status() == 413) response.setHeader("Connection", "close");
    byte[] body = json.writeValueAsBytes(document(refusal));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private ObjectNode document(Refusal refusal) {
    var document =
        json.createObjectNode()
            .put("type", "urn:interline:problem:" + refusal.code())
            .put("title", refusal.title())
            .put("status", refusal.status())
            .put("detail", refusal.detail())
            .put("code", refusal.code());
    if (!refusal.violations().isEmpty()) {
      var errors = document.putArray("errors");
      for (var violation : refusal.violations())
        errors.addObject().put("pointer", violation.pointer()).put("message", violation.message());
    }
    return document;
  }
}
