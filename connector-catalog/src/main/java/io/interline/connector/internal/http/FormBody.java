package io.interline.connector.internal.http;

import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/// Writes an object as a form, `application/x-www-form-urlencoded`: a field for each member, one
/// for each element of a list; what is null is left out.
final class FormBody {

  private FormBody() {}

  /// @throws Permanent for what a form cannot hold: an object within, or no object at all
  static byte[] of(JsonValue body) throws Permanent {
    var members = body.members();
    if (members.isEmpty())
      throw new Permanent("The body of a form must be an object, or text that is a form", null);
    var fields = new StringJoiner("&");
    for (var member : members.get().entrySet())
      for (var value : member.getValue().elements().orElse(List.of(member.getValue()))) {
        if (value.at("").isEmpty()) continue;
        if (value.members().isPresent() || value.elements().isPresent())
          throw new Permanent(
              "The field '"
                  + member.getKey()
                  + "' of the form must be a text, number or boolean, or a list of these",
              null);
        fields.add(encoded(member.getKey()) + "=" + encoded(value.text()));
      }
    return fields.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
