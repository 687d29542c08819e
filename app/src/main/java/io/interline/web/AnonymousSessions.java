package io.interline.web;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/// Bounds what somebody who has not logged in can hold: a session ends after a short idle time, and
/// the oldest ends when there are too many, with its pages and web sockets. Logging in makes it one
/// that lasts.
final class AnonymousSessions
    implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {

  private static final String CONTEXT =
      HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

  private final WebSettings settings;
  private final Executor ending;
  private final Map<String, HttpSession> sessions = new LinkedHashMap<>();

  /// @param ending where sessions are ended: that may wait for their requests
  AnonymousSessions(WebSettings settings, Executor ending) {
    this.settings = settings;
    this.ending = ending;
  }

  /// How many there are.
  synchronized int count() {
    return sessions.size();
  }

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    var session = event.getSession();
    session.setMaxInactiveInterval((int) settings.anonymousSession().toSeconds());
    var tooMany = add(session);
    if (tooMany != null) ending.execute(() -> end(tooMany));
  }

  private synchronized @Nullable HttpSession add(HttpSession session) {
    sessions.put(session.getId(), session);
    if (sessions.size() <= settings.mostAnonymousSessions()) return null;
    var oldest = sessions.entrySet().iterator().next();
    sessions.remove(oldest.getKey());
    return oldest.getValue();
  }

  private static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // It has ended of itself.
    }
  }

  @Override
  public synchronized void sessionDestroyed(HttpSessionEvent event) {
    sessions.remove(event.getSession().getId());
  }

  @Override
  public synchronized void sessionIdChanged(HttpSessionEvent event, String before) {
    var session = sessions.remove(before);
    if (session != null) sessions.put(event.getSession().getId(), session);
  }

  @Override
  public void attributeAdded(HttpSessionBindingEvent event) {
    look(event.getName(), event.getValue(), event.getSession());
  }

  @Override
  public void attributeReplaced(HttpSessionBindingEvent event) {
    look(event.getName(), event.getSession().getAttribute(event.getName()), event.getSession());
  }

  private void look(String name, @Nullable Object value, HttpSession session) {
    if (!name.equals(CONTEXT)
        || !(value instanceof SecurityContext context)
        || context.getAuthentication() == null
        || context.getAuthentication() instanceof AnonymousAuthenticationToken) return;
    session.setMaxInactiveInterval((int) settings.signedInSession().toSeconds());
    synchronized (this) {
      sessions.remove(session.getId());
    }
  }
}
