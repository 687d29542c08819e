package io.interline.security;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;

/// What a page of the screens may do in a browser. Scripts are files of the hub, and those in the
/// page that carry a number made for this answer; what somebody smuggled into the page carries
/// none. Nothing comes from or goes to another host.
///
/// Vaadin needs two things that one would rather not allow: it makes functions of the expressions
/// that the server sends (`unsafe-eval`), and its components write styles into the page.
///
/// Its links are relative to the page's `base` element. The policy allows that one; a second policy
/// right behind it, in the page, allows no other.
@Component
class ScreenPolicy implements VaadinServiceInitListener {

  private static final int NONCE_BYTES = 16;

  private static final String POLICY =
      "default-src 'none'; script-src 'self' %s 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src"
          + " 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri"
          + " 'self'; form-action 'self'; frame-ancestors 'none'";

  private final SecureRandom random = new SecureRandom();

  @Override
  public void serviceInit(ServiceInitEvent event) {
    boolean built = event.getSource().getDeploymentConfiguration().isProductionMode();
    event.addIndexHtmlRequestListener(built ? this::guard : ScreenPolicy::allowDevelopment);
  }

  private void guard(IndexHtmlResponse page) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    var document = page.getDocument();
    document.getElementsByTag("script").forEach(script -> script.attr("nonce", nonce));
    forbidOtherBase(document);
    set(page, "'nonce-" + nonce + "'");
  }

  /// The tools of Vaadin's development mode write scripts into the page later.
  private static void allowDevelopment(IndexHtmlResponse page) {
    set(page, "'unsafe-inline'");
  }

  private static void forbidOtherBase(Document document) {
    document
        .getElementsByTag("base")
        .forEach(
            base ->
                base.after(
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"base-uri 'none'\">"));
  }

  private static void set(IndexHtmlResponse page, String scripts) {
    var response = page.getVaadinResponse();
    response.setHeader(ResponseHeaders.POLICY, POLICY.formatted(scripts));
    // Vaadin lets pages of the same host frame it.
    response.setHeader("X-Frame-Options", "DENY");
  }
}
