package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/// What the browser tests have in common: the hub that they share, a browser window of their own,
/// another system, and how the screens are driven. A class works in an organisation of its own, or
/// in the sample's, on flows of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithHub {

  static final String PASSWORD = "a long enough secret 7";
  static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

  private static final JsonMapper JSON = JsonMapper.shared();

  final HubProcess hub = SharedHub.get();
  final Receiver erp = receiver();
  final Screen screen = new Screen(hub.address());
  final Page page = screen.page();

  private static Receiver receiver() {
    try {
      return new Receiver();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterAll
  void stop() {
    try (screen;
        erp) {
      screen.assertNoComplaints();
    }
  }

  // ---- people

  /// Signs up as a newcomer does and is logged in.
  final void signUp(String organisation, String name, String email) {
    page.navigate("/signup");
    Screen.fill(page, "#signup-organisation", organisation);
    Screen.fill(page, "#signup-name", name);
    Screen.fill(page, "#signup-email", email);
    Screen.fill(page, "#signup-password", PASSWORD);
    page.locator("#signup-submit").click();
    assertThat(page.locator("#check-mail")).containsText(email);
    page.locator("#to-outbox").click();
    openLink(page, email, "verify");
    page.locator("#verify-submit").click();
    page.locator("#to-login").click();
    logIn(page, email, PASSWORD);
  }

  static void logIn(Page page, String email, String password) {
    Screen.fill(page, "#login-email", email);
    Screen.fill(page, "#login-password", password);
    page.locator("#login-submit").click();
    page.locator("#nav-home").waitFor();
  }

  /// Follows the link of the newest mail to somebody.
  static void openLink(Page page, String email, String to) {
    page.locator(".il-mail")
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(email))
        .locator("a[href*='/" + to + "?']")
        .first()
        .click();
  }

  /// As the owner of the sample.
  final void logInToTheSample() {
    var logIn = said("as (\\S+)\\s+with password (\\S+)");
    page.navigate("/login");
    logIn(page, logIn.group(1), logIn.group(2));
  }

  /// What the hub printed when it began.
  final Matcher said(String pattern) {
    var found = Pattern.compile(pattern).matcher(hub.output());
    assertThat(found.find()).as(pattern).isTrue();
    return found;
  }

  // ---- flows

  /// A connection in Development to the other system.
  final void connection(String alias) {
    page.navigate("/connections?new=http");
    Screen.fill(page, "#connection-alias", alias);
    Screen.fill(page, "#field-baseUrl", erp.address());
    page.locator("#connection-save").click();
    assertThat(page.locator("#open-" + alias + "-development")).isVisible();
  }

  /// Imports a flow and publishes it to Development.
  ///
  /// @return address of its webhook
  final String liveFlow(String id, String document) {
    importFlow(id, document);
    return publish();
  }

  /// Imports a flow, and has it open in the designer.
  final void importFlow(String id, String document) {
    page.navigate("/flows");
    page.locator("#flow-import").click();
    page.locator("#import-document textarea").fill(document);
    page.locator("#import-submit").click();
    page.waitForURL("**/flows/" + id);
  }

  /// Publishes the flow that is open.
  ///
  /// @return address of its webhook in Development
  final String publish() {
    page.locator("#publish").click();
    page.locator("#publish-confirm").click();
    assertThat(page.locator("#published")).containsText("live in Development");
    String webhook = page.locator("#published #webhook-url-development").textContent();
    page.locator("#publish-done").click();
    return webhook;
  }

  /// Posts a message that is accepted.
  ///
  /// @return the run's id
  static String send(String webhook, String body) {
    var answer = post(webhook, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("runId").asString();
  }

  static HttpResponse<String> post(String webhook, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(webhook))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// An empty flow, open in the designer.
  final void create(String title) {
    page.navigate("/flows?new");
    Screen.fill(page, "#new-flow-title", title);
    page.locator("#choice-empty").click();
    page.locator("#new-flow-create").click();
    page.locator("[data-step=message]").waitFor();
  }

  // ---- the screen

  final void choose(String select, String item) {
    page.locator(select).first().click();
    page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(item).setExact(true))
        .first()
        .click();
  }

  /// Pictures in light and dark, at the width of a laptop and of a tablet; light and wide at the
  /// end.
  final void pictures(String name) {
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1024, 1440}) {
        page.setViewportSize(width, width == 1024 ? 768 : 900);
        screen.picture(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
      }
    }
  }
}
