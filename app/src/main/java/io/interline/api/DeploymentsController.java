package io.interline.api;

import io.interline.flow.Deployments;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Which version of a flow is live in an environment.
@RestController
@RequestMapping("/api/v1/flows/{flow}/deployments/{environment}")
@Tag(name = "Deployments", description = "Which version of a flow is live where")
class DeploymentsController {

  private final Deployments deployments;

  DeploymentsController(Deployments deployments) {
    this.deployments = deployments;
  }

  @GetMapping
  @Operation(summary = "What is live in an environment")
  DeploymentView get(@PathVariable String flow, @PathVariable String environment) {
    var id = Parameters.flow(flow);
    var where = Parameters.environment(environment);
    return DeploymentView.of(find(id, where).orElseThrow(() -> notDeployed(id, where)));
  }

  @PutMapping
  @Operation(
      summary = "Deploy a version, or switch a deployment on or off",
      description = "What is left out stays as it is")
  DeploymentView put(
      @PathVariable String flow, @PathVariable String environment, @RequestBody Change body) {
    var id = Parameters.flow(flow);
    var where = Parameters.environment(environment);
    var now = find(id, where).orElse(null);
    if (body.version() != null && (now == null || now.version() != body.version()))
      now = deployments.deploy(id, body.version(), where);
    if (now == null)
      throw new DomainException(
          Kind.INVALID,
          "version-missing",
          "Flow '" + id + "' is not deployed in " + where.id() + ": say which version.");
    if (body.enabled() != null && body.enabled() != now.enabled())
      now = deployments.setEnabled(id, where, body.enabled());
    return DeploymentView.of(now);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Take a flow out of an environment; its address stays reserved")
  void delete(@PathVariable String flow, @PathVariable String environment) {
    var id = Parameters.flow(flow);
    var where = Parameters.environment(environment);
    if (find(id, where).isEmpty()) throw notDeployed(id, where);
    deployments.undeploy(id, where);
  }

  private Optional<Deployment> find(FlowId flow, Environment environment) {
    return deployments.list().stream()
        .filter(each -> each.flow().equals(flow) && each.environment() == environment)
        .findFirst();
  }

  private static DomainException notDeployed(FlowId flow, Environment environment) {
    return DomainException.notFound("deployment", flow + " in " + environment.id());
  }

  /// @param version number of a published version
  /// @param enabled whether it takes messages
  record Change(@Nullable Integer version, @Nullable Boolean enabled) {}

  /// @param webhookPath path of its address on this hub; null when no webhook starts the flow
  record DeploymentView(
      String flow,
      String environment,
      int version,
      boolean enabled,
      @Nullable String webhookPath,
      Instant deployedAt,
      String deployedBy) {

    static DeploymentView of(Deployment deployment) {
      return new DeploymentView(
          deployment.flow().value(),
          deployment.environment().id(),
          deployment.version(),
          deployment.enabled(),
          deployment.webhookPath(),
          deployment.deployedAt(),
          deployment.deployedBy());
    }
  }
}
