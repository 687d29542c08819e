/// Who may come in, and in whose name a request works: filter chains, log-in, API tokens, and the
/// caller bound to each request.
@org.jspecify.annotations.NullMarked
package io.interline.security;
