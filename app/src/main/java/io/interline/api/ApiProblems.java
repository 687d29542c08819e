package io.interline.api;

import io.interline.audit.AuditObject;
import io.interline.flow.Flows.InvalidFlow;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantScope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/// Answers every failure of the API with a problem document (RFC 9457) that has a stable `code`.
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
class ApiProblems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String YAML_TOO = JSON + " or " + MediaType.APPLICATION_YAML_VALUE;

  /// Somebody else saved what the If-Match header named.
  private static final Set<String> CHANGED = Set.of("draft-changed", "connection-changed");

  private final DatabaseStatus database;
  private final AuditTrail trail;

  ApiProblems(DatabaseStatus database, AuditTrail trail) {
    this.database = database;
    this.trail = trail;
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(DomainException e, HttpServletRequest request) {
    if (e.kind() == DomainException.Kind.NOT_FOUND && TenantScope.find().isPresent())
      trail.refused("api.not-found", AuditObject.of("address", request.getRequestURI()), e.code());
    return refused(e);
  }

  private static ResponseEntity<Object> refused(DomainException e) {
    var problem = problem(status(e), e.code(), String.valueOf(e.getMessage()));
    if (e instanceof InvalidFlow invalid)
      problem.setProperty("problems", invalid.problems().stream().map(ProblemView::of).toList());
    return answer(problem);
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyTooLarge e) {
    return answer(
        problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Object> scarce(MemoryScarce e) {
    return answer(
        problem(HttpStatus.SERVICE_UNAVAILABLE, "hub-busy", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(Exception e) {
    if (database.explains(e)) return away();
    LOG.error("the API failed", e);
    return answer(
        problem(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal",
            "The hub failed; its log says more. Nothing was changed by this request."));
  }

  private static ResponseEntity<Object> away() {
    var problem =
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "hub-unavailable",
            "The database of the hub is away for the moment; send it again.");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof BodyTooLarge large) return tooLarge(large);
      else if (cause instanceof MemoryScarce scarce) return scarce(scarce);
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof JacksonException malformed)
        return answer(problem(HttpStatus.BAD_REQUEST, "body-malformed", BodyWords.of(malformed)));
    return answer(
        problem(
            HttpStatus.BAD_REQUEST, "body-malformed", "The body is missing or cannot be read."));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var types = e.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML) ? YAML_TOO : JSON;
    var came = e.getContentType();
    return answer(
        problem(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "type-unsupported",
            "Send the body with the header Content-Type: "
                + types
                + "; it came "
                + (came == null ? "without one." : "as " + came + ".")));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        problem(
            HttpStatus.NOT_ACCEPTABLE,
            "type-unacceptable",
            "Answers are application/json: leave the header Accept out, or name that in it."));
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var methods = e.getSupportedMethods();
    String detail =
        "There is no "
            + e.getMethod()
            + " here"
            + (methods == null ? "." : ", only " + String.join(", ", methods) + ".");
    var problem = problem(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", detail);
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var type = e.getRequiredType();
    String wanted =
        type == boolean.class || type == Boolean.class ? "true or false" : "a whole number";
    String name = e.getPropertyName() == null ? "?" : e.getPropertyName();
    return refused(Parameters.invalid(name, "'" + e.getValue() + "' is not " + wanted));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        body instanceof ProblemDetail known && known.getDetail() != null
            ? known.getDetail()
            : "The request cannot be read.";
    var answer = problem(status, "request-invalid", detail);
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(answer);
  }

  private static HttpStatus status(DomainException e) {
    return switch (e.kind()) {
      case INVALID -> invalid(e.code());
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CONFLICT ->
          CHANGED.contains(e.code()) ? HttpStatus.PRECONDITION_FAILED : HttpStatus.CONFLICT;
      case REFUSED -> HttpStatus.FORBIDDEN;
      case LIMIT -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  /// 400 for what cannot be read at all, 422 for what can be and is wrong.
  private static HttpStatus invalid(String code) {
    if (code.equals("if-match-required")) return HttpStatus.PRECONDITION_REQUIRED;
    return code.endsWith("-malformed")
            || code.equals("parameter-invalid")
            || code.equals("cursor-invalid")
        ? HttpStatus.BAD_REQUEST
        : HttpStatus.UNPROCESSABLE_CONTENT;
  }

  private static ProblemDetail problem(HttpStatusCode status, String code, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("code", code);
    return problem;
  }

  private static ResponseEntity<Object> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
