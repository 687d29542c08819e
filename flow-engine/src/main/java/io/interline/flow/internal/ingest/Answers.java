package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.RunId;
import io.interline.flow.internal.execute.Ingest.Accepted;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes answers of webhook addresses.
final class Answers {

  private static final Pattern HEADER = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Set<String> NOT_TO_SET =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "set-cookie",
          "strict-transport-security",
          "trailer",
          "transfer-encoding",
          "upgrade");

  void accepted(HttpServletResponse response, Accepted accepted) throws IOException {
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/json");
    String duplicate = accepted.isNew() ? "" : ",\"duplicate\":true";
    byte[] body =
        ("{\"runId\":\"" + accepted.run() + "\"" + duplicate + "}")
            .getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// What a flow answers. Headers that belong to the connection, and cookies, are not its to set.
  void replied(HttpServletResponse response, RunId run, JsonNode answer) throws IOException {
    response.setStatus(answer.path("status").asInt());
    response.setHeader("Interline-Run", run.toString());
    var body = answer.path("body");
    boolean text = body.isTextual();
    response.setContentType(text ? "text/plain;charset=UTF-8" : "application/json");
    for (var header : answer.path("headers").properties())
      if (isAllowed(header.getKey()) && header.getValue().isValueNode())
        response.setHeader(header.getKey(), oneLine(ExactJson.plain(header.getValue())));
    if (body.isMissingNode()) return;
    byte[] bytes = text ? body.textValue().getBytes(StandardCharsets.UTF_8) : ExactJson.bytes(body);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static boolean isAllowed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return HEADER.matcher(name).matches() && !NOT_TO_SET.contains(name);
  }

  private static String oneLine(String value) {
    return value.replaceAll("[\\r\\n\\x00]", " ");
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
