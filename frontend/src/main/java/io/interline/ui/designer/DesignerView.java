package io.interline.ui.designer;

import com.vaadin.flow.component.dependency.CssImport;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.interline.connector.Catalog;
import io.interline.connector.Connections;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Runs;
import io.interline.flow.TestBench;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The designer of one flow: `flows/order-sync`. With `?run=` and the id of a run it opens with the
/// message and the results of that run.
@Route("flows/:flow")
@PermitAll
@CssImport("./interline/designer.css")
public final class DesignerView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient DesignerSession.Services services;
  private @Nullable Designer designer;
  private String title = "Flow";

  public DesignerView(
      Catalog catalog,
      Flows flows,
      Deployments deployments,
      TestBench bench,
      Runs runs,
      Connections connections,
      Clock clock) {
    this.services =
        new DesignerSession.Services(catalog, flows, deployments, bench, runs, connections, clock);
    addClassName("ild");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var id = event.getRouteParameters().get("flow").orElse("");
    Flows.Draft draft;
    try {
      draft = services.flows().draft(new FlowId(id));
    } catch (IllegalArgumentException noId) {
      throw new NotFoundException("There is no flow '" + id + "'.");
    } catch (DomainException refusal) {
      if (refusal.kind() != DomainException.Kind.NOT_FOUND) throw refusal;
      throw new NotFoundException(String.valueOf(refusal.getMessage()));
    }
    title = draft.title();
    var editable = TenantScope.current().role().may(Permission.FLOW_EDIT);
    designer = new Designer(new DesignerSession(services, draft, editable));
    removeAll();
    add(designer);
    event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter("run")
        .ifPresent(Objects.requireNonNull(designer)::openRun);
  }

  @Override
  public String getPageTitle() {
    return title + " · Interline";
  }

  /// What the view shows; for tests.
  @Nullable Designer designer() {
    return designer;
  }
}
