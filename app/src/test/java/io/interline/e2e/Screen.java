package io.interline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRuleOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A browser window on the hub. Notes every error of the page and every request that leaves the
/// hub.
final class Screen implements AutoCloseable {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /// What a page does against its own security policy, be it only reported, is an error too.
  private static final String TELL_VIOLATIONS =
      """
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`against the policy: ${event.effectiveDirective} ${event.blockedURI}`));
      """;

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final Playwright playwright;
  private final Browser browser;
  private final String address;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /// @param address of the hub, `http://localhost:8080`
  Screen(String address) {
    this.address = address;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium()).setArgs(ARGUMENTS));
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    page = anotherPerson();
  }

  /// A window of its own, with no log-in of the others, in which a test does what pages must not.
  Page unwatched() {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1440, 900).setBaseURL(address));
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    var page = context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /// A window of its own, with no log-in of the others.
  Page anotherPerson() {
    var page = unwatched();
    page.addInitScript(TELL_VIOLATIONS);
    page.onRequest(
        request -> {
          String url = request.url();
          if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:"))
            complaints.add("request to another host: " + url);
        });
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) complaints.add("console: " + message.text());
        });
    page.onPageError(error -> complaints.add("script: " + error));
    return page;
  }

  static void fill(Page page, String field, String value) {
    page.locator(field).locator("input").fill(value);
  }

  /// Replaces what stands in a code editor.
  static void type(Page page, String editor, String text) {
    page.locator(editor + " .cm-content").first().click();
    page.keyboard().press("Control+A");
    page.keyboard().insertText(text);
  }

  /// Keeps what can be seen.
  static final Locator.FilterOptions SEEN = new Locator.FilterOptions().setVisible(true);

  /// Fails when the page is wider than the window, or a cell of a table shows its words in no width
  /// or over its neighbour.
  static void assertReadable(Page page) {
    var unreadable =
        page.evaluate(
            """
            () => {
              const bad = [];
              if (document.documentElement.scrollWidth > innerWidth) bad.push('page is too wide');
              for (const cell of document.querySelectorAll('.il-table td')) {
                const text = cell.innerText.trim();
                const box = cell.getBoundingClientRect();
                if (!text || !box.height) continue;
                for (const part of cell.children) {
                  const inner = part.getBoundingClientRect();
                  if (!part.innerText || !part.innerText.trim()) continue;
                  if ((inner.width < 8 && part.innerText.trim().length > 1) || inner.right > box.right + 1 || inner.right > innerWidth)
                    bad.push(text);
                }
              }
              return bad;
            }""");
    assertThat(unreadable).as(page.url()).isEqualTo(List.of());
  }

  /// Fails when axe finds something serious on the page as it is, in light or dark.
  static void assertAccessible(Page page) {
    page.locator("h1").first().waitFor();
    page.waitForFunction("document.title");
    for (var scheme : ColorScheme.values()) {
      if (scheme == ColorScheme.NO_PREFERENCE) continue;
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      // Of all rules, those about colours alone tell light from dark.
      var axe = new AxeBuilder(page).setLegacyMode(true);
      if (scheme == ColorScheme.DARK)
        axe.withRules(List.of("color-contrast", "link-in-text-block"));
      else axe.options(voiceToo());
      var serious =
          axe.analyze().getViolations().stream()
              .filter(rule -> SERIOUS.contains(rule.getImpact()))
              .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
              .toList();
      assertThat(serious).as(page.url() + " in " + scheme).isEmpty();
    }
  }

  /// The rules as they come, and that who steers by voice can say what is written on a button.
  private static AxeRunOptions voiceToo() {
    var on = new AxeRuleOptions();
    on.setEnabled(true);
    var options = new AxeRunOptions();
    options.setRules(Map.of("label-content-name-mismatch", on));
    return options;
  }

  private static Path chromium() {
    String own = System.getenv("INTERLINE_CHROMIUM");
    return Path.of(own != null ? own : "/usr/bin/chromium");
  }

  Page page() {
    return page;
  }

  /// Keeps a picture of the page under `target/screens`, to look at.
  void picture(String name) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "screens"));
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Fails when a page complained or asked another host for something.
  void assertNoComplaints() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
