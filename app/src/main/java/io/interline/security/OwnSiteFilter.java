package io.interline.security;

import io.interline.tenant.HubAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what a page of another site makes a browser send to the screens: forms, the one to log
/// in among them, and web sockets. Browsers say where a request comes from; who says nothing is no
/// browser, and nobody is logged in there without wanting it.
class OwnSiteFilter extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /// `none`: the reader sent it, from the address bar or by reloading the page.
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final HubAddress hub;

  OwnSiteFilter(HubAddress hub) {
    this.hub = hub;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return SAFE.contains(request.getMethod()) && request.getHeader("Upgrade") == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOwn(request)) chain.doFilter(request, response);
    else response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  private boolean isOwn(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) return OWN.contains(site);
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.equalsIgnoreCase(originOf(hub.url()))
        || origin.equalsIgnoreCase(originOf(request.getRequestURL().toString()));
  }

  private static @Nullable String originOf(String url) {
    try {
      var uri = URI.create(url);
      int port = uri.getPort();
      boolean standard =
          port < 0
              || (port == 80 && "http".equals(uri.getScheme()))
              || (port == 443 && "https".equals(uri.getScheme()));
      return uri.getScheme() + "://" + uri.getHost() + (standard ? "" : ":" + port);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
