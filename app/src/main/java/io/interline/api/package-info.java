/// The management API, version 1: what the screens do with flows, connections, runs and dead
/// letters, and the audit list, by REST under `/api/v1`. Thin: each route calls the service that
/// the screens call, so the same checks hold. The caller is in scope when a controller is
/// reached.
@org.jspecify.annotations.NullMarked
package io.interline.api;
