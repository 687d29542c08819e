package io.interline.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

class AnonymousSessionsTest {

  private static final List<SimpleGrantedAuthority> USER =
      List.of(new SimpleGrantedAuthority("ROLE_USER"));

  private final AnonymousSessions sessions =
      new AnonymousSessions(
          new WebSettings(Duration.ofMinutes(15), Duration.ofHours(8), 3), Runnable::run);

  @Test
  void sessionOfNobodyEndsSoonAndThatOfSomebodyLasts() {
    var session = created();
    assertThat(session.getMaxInactiveInterval()).isEqualTo(15 * 60);

    says(session, UsernamePasswordAuthenticationToken.authenticated("ann", null, USER));

    assertThat(session.getMaxInactiveInterval()).isEqualTo(8 * 60 * 60);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void nobodyIsNobodyHoweverHeIsCalled() {
    var session = created();

    says(session, new AnonymousAuthenticationToken("key", "anonymousUser", USER));

    assertThat(session.getMaxInactiveInterval()).isEqualTo(15 * 60);
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void oldestEndsWhenThereAreTooMany() {
    var first = created();
    var signedIn = created();
    says(signedIn, UsernamePasswordAuthenticationToken.authenticated("ann", null, USER));
    created();
    var third = created();
    assertThat(first.isInvalid()).isFalse();

    created();

    assertThat(first.isInvalid()).isTrue();
    assertThat(signedIn.isInvalid()).isFalse();
    assertThat(third.isInvalid()).isFalse();
    assertThat(sessions.count()).isEqualTo(3);
  }

  @Test
  void whatEndedOfItselfIsForgotten() {
    var session = created();
    var renamed = created();
    String before = renamed.getId();
    renamed.changeSessionId();
    sessions.sessionIdChanged(new HttpSessionEvent(renamed), before);

    sessions.sessionDestroyed(new HttpSessionEvent(session));
    sessions.sessionDestroyed(new HttpSessionEvent(renamed));

    assertThat(sessions.count()).isZero();
  }

  private MockHttpSession created() {
    var session = new MockHttpSession();
    sessions.sessionCreated(new HttpSessionEvent(session));
    return session;
  }

  private void says(HttpSession session, Authentication who) {
    String name = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    var context = new SecurityContextImpl(who);
    session.setAttribute(name, context);
    sessions.attributeAdded(new HttpSessionBindingEvent(session, name, context));
  }
}
