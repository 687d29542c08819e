package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.RunId;
import io.interline.flow.internal.plan.ReplyHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes answers of webhook addresses.
final class Answers {

  void write(Answer answer, HttpServletResponse response) throws IOException {
    // Whatever a flow answers, a browser shows it as what it says to be, and runs nothing in it.
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox");
    switch (answer) {
      case Answer.Taken taken -> taken(response, taken);
      case Answer.Replied(RunId run, JsonNode reply) -> replied(response, run, reply);
      case Answer.Refused(Refusal why) -> refused(response, why);
    }
  }

  private static void taken(HttpServletResponse response, Answer.Taken taken) throws IOException {
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/json");
    String duplicate = taken.isNew() ? "" : ",\"duplicate\":true";
    byte[] body =
        ("{\"runId\":\"" + taken.run() + "\"" + duplicate + "}")
            .getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// What a flow answers, with those of its headers that are its to set. One without a value is
  /// left out.
  private static void replied(HttpServletResponse response, RunId run, JsonNode answer)
      throws IOException {
    response.setStatus(answer.path("status").asInt());
    response.setHeader("Interline-Run", run.toString());
    var body = answer.path("body");
    boolean text = body.isTextual();
    response.setContentType(text ? "text/plain;charset=UTF-8" : "application/json");
    for (var header : answer.path("headers").properties())
      set(response, header.getKey(), header.getValue());
    if (body.isMissingNode()) return;
    byte[] bytes = text ? body.textValue().getBytes(StandardCharsets.UTF_8) : ExactJson.bytes(body);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static void set(HttpServletResponse response, String name, JsonNode value) {
    if (value.isNull() || !value.isValueNode()) return;
    String line = oneLine(ExactJson.plain(value));
    if (name.equalsIgnoreCase("content-type"))
      ReplyHeaders.contentType(line).ifPresent(response::setContentType);
    else if (ReplyHeaders.isAllowed(name)) response.setHeader(name, line);
  }

  private static String oneLine(String value) {
    return value.replaceAll("[\\r\\n\\x00]", " ");
  }

  private static void refused(HttpServletResponse response, Refusal refusal) throws IOException {
    response.setStatus(refusal.status());
    response.setContentType("application/problem+json");
    var retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
      response.setHeader("Retry-After", Long.toString(seconds));
    }
    if (refusal.status() == 405) response.setHeader("Allow", "POST");
    if (refusal.status() == 401) response.setHeader("WWW-Authenticate", "Webhook");
    if (refusal.code().equals("content-encoding-unsupported"))
      response.setHeader("Accept-Encoding", "gzip");
    if (refusal.status() == 413 || refusal.status() == 408)
      response.setHeader("Connection", "close");
    byte[] body = ExactJson.bytes(document(refusal));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static ObjectNode document(Refusal refusal) {
    var document =
        JsonNodeFactory.instance
            .objectNode()
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
