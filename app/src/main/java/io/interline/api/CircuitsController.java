package io.interline.api;

import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// How connections are spared, on the node that answers.
@RestController
@RequestMapping("/api/v1/connections")
@Tag(name = "Connections", description = "How flows reach other systems, per environment")
class CircuitsController {

  private final Circuits circuits;

  CircuitsController(Circuits circuits) {
    this.circuits = circuits;
  }

  @GetMapping("/circuits")
  @Operation(summary = "Circuits of the connections that the answering node has called")
  ListView<CircuitView> list() {
    return new ListView<>(circuits.list().stream().map(CircuitView::of).toList());
  }

  @GetMapping("/{environment}/{alias}/circuit")
  @Operation(
      summary = "The circuit of a connection, on the node that answers",
      description = "state is closed (calls go out), open (held back) or half_open (one tries)")
  CircuitView get(@PathVariable String environment, @PathVariable String alias) {
    return CircuitView.of(circuits.get(alias, Parameters.environment(environment)));
  }

  @PostMapping("/{environment}/{alias}/circuit/reset")
  @Operation(summary = "Close the circuit on the node that answers, and forget what failed")
  CircuitView reset(@PathVariable String environment, @PathVariable String alias) {
    return CircuitView.of(circuits.reset(alias, Parameters.environment(environment)));
  }

  @PostMapping("/{environment}/{alias}/circuit/open")
  @Operation(
      summary = "Hold back all calls from the node that answers, until reset",
      description = "The calls wait and count for no attempt; a restart of the node ends it")
  CircuitView open(@PathVariable String environment, @PathVariable String alias) {
    return CircuitView.of(circuits.forceOpen(alias, Parameters.environment(environment)));
  }

  record CircuitView(
      String alias,
      String environment,
      String state,
      boolean byHand,
      @Nullable Integer failureRate,
      int calls,
      int failures,
      @Nullable Instant openUntil,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      int retries,
      int retriesAllowed,
      int underWay,
      int concurrentCalls,
      long throttled,
      long refused) {

    static CircuitView of(Circuit circuit) {
      return new CircuitView(
          circuit.alias(),
          circuit.environment().id(),
          Parameters.id(circuit.state()),
          circuit.byHand(),
          circuit.failureRate(),
          circuit.calls(),
          circuit.failures(),
          circuit.openUntil(),
          circuit.lastError(),
          circuit.lastErrorAt(),
          circuit.retries(),
          circuit.retriesAllowed(),
          circuit.underWay(),
          circuit.concurrentCalls(),
          circuit.throttled(),
          circuit.refused());
    }
  }
}
