package io.interline.tenant.internal.account;

import io.interline.tenant.DomainException;
import io.interline.tenant.TextRules;
import java.util.Locale;
import java.util.regex.Pattern;

/// Checks and tidies what people write about themselves.
public final class PersonalData {

  private static final int MAX_NAME = 100;
  private static final int MAX_EMAIL = 254;
  /// Loose on purpose: whether an address works is shown by the mail that arrives. Quoted local
  /// parts and all that could break out of a header are refused.
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}.-]{1,189}");

  private PersonalData() {}

  /// The address in lower case, under which an account is known.
  ///
  /// @throws DomainException of kind INVALID, code `email-invalid`
  public static String email(String text) {
    var email = text.strip().toLowerCase(Locale.ROOT);
    if (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches())
      throw invalid(
          "email-invalid", "This is not an e-mail address: write it as name@example.com.");
    return email;
  }

  /// A person's name.
  ///
  /// @throws DomainException of kind INVALID, code `name-invalid`
  public static String name(String text) {
    return line(text, "name-invalid", "The name");
  }

  /// An organisation's name.
  ///
  /// @throws DomainException of kind INVALID, code `organisation-invalid`
  public static String organisation(String text) {
    return line(text, "organisation-invalid", "The name of the organisation");
  }

  /// A title in one line.
  ///
  /// @throws DomainException of kind INVALID, code `title-invalid`
  public static String title(String text) {
    return line(text, "title-invalid", "The title");
  }

  private static String line(String text, String code, String what) {
    var line = text.strip();
    if (line.isEmpty()) throw invalid(code, what + " is missing.");
    if (line.length() > MAX_NAME)
      throw invalid(code, what + " is too long: at most " + MAX_NAME + " characters.");
    TextRules.problemOfName(line)
        .ifPresent(
            problem -> {
              throw invalid(
                  code, what + " " + problem + ": write one line of ordinary characters.");
            });
    return line;
  }

  private static DomainException invalid(String code, String message) {
    return new DomainException(DomainException.Kind.INVALID, code, message);
  }
}
