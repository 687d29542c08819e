package io.interline.api;

import io.interline.flow.Flows.InvalidFlow;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.DomainException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/// Answers every failure of the API with a problem document (RFC 9457) that has a stable `code`.
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
class ApiProblems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  /// Somebody else saved what the If-Match header named.
  private static final Set<String> CHANGED = Set.of("draft-changed", "connection-changed");

  private final DatabaseStatus database;

  ApiProblems(DatabaseStatus database) {
    this.database = database;
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(DomainException e) {
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
    return answer(problem(HttpStatus.BAD_REQUEST, "body-malformed", malformed(e)));
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
            : String.valueOf(e.getMessage());
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

  private static String malformed(HttpMessageNotReadableException e) {
    if (!(e.getCause() instanceof JacksonException cause))
      return "The body is missing or cannot be read.";
    var location = cause.getLocation();
    String what =
        cause instanceof StreamReadException ? "The body is no JSON" : "The body does not fit";
    String where =
        location == null || location.getLineNr() < 1
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    String field =
        cause.getPathReference() == null || cause.getPath().isEmpty()
            ? ""
            : " in '" + cause.getPath().getLast().getPropertyName() + "'";
    return what + where + field + ": " + cause.getOriginalMessage();
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
