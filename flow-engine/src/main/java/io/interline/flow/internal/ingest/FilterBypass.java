package io.interline.flow.internal.ingest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;

/// Goes straight to a servlet, past all filters of the hub's pages and API: log-in, sessions and
/// their observation are nothing to a webhook, and were a quarter of the work of taking a
/// message. Stands before every other filter.
final class FilterBypass implements Filter {

  private final HttpServlet servlet;
  private final String name;

  /// @param name under which the servlet is registered
  FilterBypass(HttpServlet servlet, String name) {
    this.servlet = servlet;
    this.name = name;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean meant =
        request instanceof jakarta.servlet.http.HttpServletRequest http
            && http.getHttpServletMapping().getServletName().equals(name);
    if (meant) servlet.service(request, response);
    else chain.doFilter(request, response);
  }
}
