package io.interline.tenant.internal.notify;

import io.interline.audit.EdgeJson;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.internal.mail.Links;
import io.interline.tenant.internal.notify.NoticeRepository.Due;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a message says, as mail and as JSON.
final class NoticeWords {

  private static final JsonMapper JSON = EdgeJson.mapper();

  private final Links links;

  NoticeWords(Links links) {
    this.links = links;
  }

  String subject(Due due) {
    return "Interline: " + due.title();
  }

  String mail(Due due, String organisation) {
    return due.body()
        + "\n\nLook at it: "
        + links.page(due.path())
        + "\n\nOrganisation: "
        + organisation
        + "\nYou hear of one cause at most once an hour. Choose what you get: "
        + links.page("/notifications")
        + "\n";
  }

  /// The body of a webhook message, UTF-8.
  byte[] body(Due due, Format format, String organisation) {
    var body =
        switch (format) {
          case STANDARD -> standard(due, organisation);
          case CHAT -> Map.of("text", chat(due, organisation));
        };
    return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> standard(Due due, String organisation) {
    var data = new LinkedHashMap<String, Object>();
    data.put("organisation", organisation);
    data.put("cause", due.cause());
    data.put("title", due.title());
    data.put("text", due.body());
    data.put("url", links.page(due.path()));
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "interline." + due.kind().name().toLowerCase(Locale.ROOT));
    body.put("timestamp", due.raisedAt().toString());
    body.put("data", data);
    return body;
  }

  /// `&`, `<` and `>` are control characters of chats: nobody is called and no link is made by what
  /// another system said.
  private String chat(Due due, String organisation) {
    String text = due.title() + " (" + organisation + ")\n" + due.body();
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        + "\n"
        + links.page(due.path());
  }
}
