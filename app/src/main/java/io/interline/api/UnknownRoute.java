package io.interline.api;

import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// Answers what no route of the API takes, with a problem document too: a body of another type than
/// the route reads, another method than it has, or an address that leads nowhere.
@Hidden
@RestController
class UnknownRoute {

  private static final String ALL = "/api/**";

  private final RequestMappingHandlerMapping routes;

  UnknownRoute(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
    this.routes = routes;
  }

  @RequestMapping(ALL)
  void refuse(HttpServletRequest request)
      throws HttpMediaTypeNotSupportedException,
          HttpMediaTypeNotAcceptableException,
          HttpRequestMethodNotSupportedException {
    var here = here(request).toList();
    if (here.isEmpty())
      throw new DomainException(
          Kind.NOT_FOUND,
          "route-not-found",
          "There is no "
              + request.getMethod()
              + " "
              + request.getRequestURI()
              + ": /api/openapi.json lists what there is.");
    var method = HttpMethod.valueOf(request.getMethod());
    var same = here.stream().filter(it -> methods(it).contains(method)).toList();
    if (same.isEmpty())
      throw new HttpRequestMethodNotSupportedException(
          request.getMethod(),
          here.stream()
              .flatMap(it -> methods(it).stream())
              .map(HttpMethod::name)
              .distinct()
              .sorted()
              .toList());
    var taken = new LinkedHashSet<MediaType>();
    same.forEach(it -> taken.addAll(it.getConsumesCondition().getConsumableMediaTypes()));
    if (taken.isEmpty())
      throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
    throw new HttpMediaTypeNotSupportedException(type(request), List.copyOf(taken), method);
  }

  private static MediaType type(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(type);
  }

  private Stream<RequestMappingInfo> here(HttpServletRequest request) {
    var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
    return routes.getHandlerMethods().keySet().stream()
        .filter(it -> !it.getPatternValues().contains(ALL))
        .filter(
            it ->
                it.getPathPatternsCondition() != null
                    && it.getPathPatternsCondition().getPatterns().stream()
                        .anyMatch(pattern -> pattern.matches(path)));
  }

  private static List<HttpMethod> methods(RequestMappingInfo route) {
    return route.getMethodsCondition().getMethods().stream()
        .map(RequestMethod::asHttpMethod)
        .toList();
  }
}
