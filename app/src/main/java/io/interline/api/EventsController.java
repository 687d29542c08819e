package io.interline.api;

import io.interline.flow.Events;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What other systems tell runs that wait.
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events", description = "Tells runs what they wait for")
class EventsController {

  private final Events events;

  EventsController(Events events) {
    this.events = events;
  }

  @PostMapping("/{name}")
  @Operation(
      summary = "Send an event to the runs that wait for it",
      description =
          "All steps of runs in the environment (production when left out) that wait for this"
              + " name and key go on, with data as their output. runs says how many waited; 0 is no"
              + " error. A step that begins to wait later hears nothing")
  ToldView send(@PathVariable String name, @RequestBody Event body) {
    String data = body.data() == null ? "null" : JsonText.text(body.data());
    var environment = Parameters.filter(Environment.class, "environment", body.environment());
    return new ToldView(
        events.send(
            environment == null ? Environment.PRODUCTION : environment,
            name,
            body.key() == null ? "" : body.key(),
            data == null ? "null" : data));
  }

  /// @param environment production when left out
  record Event(@Nullable String environment, @Nullable String key, @Nullable JsonText data) {}

  record ToldView(int runs) {}
}
