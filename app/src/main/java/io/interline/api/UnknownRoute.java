package io.interline.api;

import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what no route of the API matches, with a problem document too.
@Hidden
@RestController
class UnknownRoute {

  @RequestMapping("/api/**")
  void refuse(HttpServletRequest request) {
    throw new DomainException(
        Kind.NOT_FOUND,
        "route-not-found",
        "There is no "
            + request.getMethod()
            + " "
            + request.getRequestURI()
            + ": /api/openapi.json lists what there is.");
  }
}
