package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loops, scopes that catch failures, waits and undo steps, drawn by hand.
class BlocksE2E {

  @TempDir private static Path home;

  private static HubProcess hub;
  private static Screen screen;

  private Page page;

  @BeforeAll
  static void start() {
    hub = HubProcess.start(home, "--sample", "--interline.sample.port=0");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.output().contains("Send an order"));
    screen = new Screen(hub.address());
    var logIn = said("as (\\S+)\\s+with password (\\S+)");
    var page = screen.page();
    page.navigate("/login");
    page.locator("#login-email input").fill(logIn.group(1));
    page.locator("#login-password input").fill(logIn.group(2));
    page.locator("#login-submit").click();
    page.waitForURL(url -> !url.contains("login"));
  }

  @AfterAll
  static void stop() {
    screen.assertNoComplaints();
    screen.close();
    hub.close();
  }

  @BeforeEach
  void look() {
    page = screen.page();
  }

  @Test
  void loopTryAndApprovalAreDrawn() throws Exception {
    create("Lines with approval");
    add("/steps/0", "forEach", "for each");
    Screen.type(page, "#for-each", ".message.lines");
    page.locator("#concurrency input").fill("8");
    page.locator("#concurrency input").press("Tab");
    assertThat(page.locator("[data-step=each]"))
        .containsText("for each of message.lines · 8 at once");
    add("/steps/0/do/0", "core@1/log", "log");
    Screen.type(page, "#field-message", "${.each.item.sku}");
    assertThat(page.locator("#canvas .ilc-frame[data-kind=each]")).isVisible();

    add("/steps/1", "try", "try");
    add("/steps/1/try/0", "wait:approval", "approval");
    Screen.type(page, "#wait-message", "Ship ${.message.orderId}?");
    add("/steps/1/catch/0", "stop", "stop");
    Screen.type(page, "#stop-message", "${.error.message}");
    assertThat(page.locator("#problems")).containsText("No problems");
    pictures("blocks-drawn");
  }

  @Test
  void blockIsFoldedAndShownAgain() {
    create("Folded");
    add("/steps/0", "forEach", "for each");
    add("/steps/0/do/0", "stop", "stop");

    page.locator(".ilc-fold[data-of=each]").click();

    assertThat(page.locator("[data-step=stop]")).hasCount(0);
    assertThat(page.locator("[data-step=each]")).containsText("1 step inside");
    page.locator("[data-step=each]").click();
    page.keyboard().press("f");
    assertThat(page.locator("[data-step=stop]")).isVisible();
  }

  @Test
  void undoStepIsAddedBesideItsCall() {
    create("Undone");
    add("/steps/0", "http@1/request", "HTTP");
    page.locator("[data-step=httpRequest]").click();

    page.locator("[data-undo=httpRequest]").click();
    choose("http@1/request", "HTTP");

    assertThat(page.locator("#canvas [data-step=httpRequest2]")).isVisible();
    assertThat(page.locator("#canvas .ilc-label.undo")).isVisible();
    pictures("blocks-undo");
  }

  @Test
  void templatesAreDrawn() {
    for (String template : new String[] {"approval", "batch", "saga"}) {
      page.navigate("/flows?new");
      page.locator("#new-flow-title input").fill("Of " + template);
      page.locator("#choice-" + template).click();
      page.locator("#new-flow-create").click();
      page.locator(".ilc-card").first().waitFor();
      pictures("blocks-template-" + template);
    }
  }

  // ---- how the screens are driven

  private void pictures(String name) {
    for (var scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1024, 1440}) {
        page.setViewportSize(width, 900);
        screen.picture(name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  private static Matcher said(String pattern) {
    var found = Pattern.compile(pattern).matcher(hub.output());
    assertThat(found.find()).as(pattern).isTrue();
    return found;
  }

  private void create(String title) {
    page.navigate("/flows?new");
    page.locator("#new-flow-title input").fill(title);
    page.locator("#choice-empty").click();
    page.locator("#new-flow-create").click();
    page.locator("[data-step=message]").waitFor();
  }

  private void add(String place, String item, String search) {
    page.locator("[data-plus='" + place + "']").first().click();
    choose(item, search);
  }

  private void choose(String item, String search) {
    int before = page.locator("#canvas [data-step]").count();
    page.locator("#palette-search").fill(search);
    page.locator("[data-item='" + item + "']").first().click();
    assertThat(page.locator("#canvas [data-step]")).hasCount(before + 1);
  }
}
