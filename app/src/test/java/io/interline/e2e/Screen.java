package io.interline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /// @param address of the hub, `http://localhost:8080`
  Screen(String address) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium()).setArgs(ARGUMENTS));
    context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1440, 900).setBaseURL(address));
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page = context.newPage();
    page.setDefaultTimeout(20_000);
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
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
