package io.interline.ui.triggers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.Triggers;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerQuery;
import io.interline.flow.Triggers.TriggerState;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.ListPage;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/// Schedules, polls and streams of deployed flows: how they are, when they fired and will fire, and
/// what can be done about one that does not.
@Route(value = "triggers", layout = MainLayout.class)
@PageTitle("Triggers · Interline")
@PermitAll
public class TriggersView extends ListPage<TriggerState> {

  private final Triggers triggers;
  private final boolean mayChange;
  private final DataTable<TriggerState> table;
  private final Supplier<@Nullable String> text;
  private final Supplier<@Nullable Environment> environment;
  private final Supplier<@Nullable Kind> kind;
  private final Supplier<@Nullable Health> health;

  @Autowired
  public TriggersView(Triggers triggers, CurrentUser user) {
    this(triggers, user, new DataTable<>("Triggers", TriggersView::key));
  }

  private TriggersView(Triggers triggers, CurrentUser user, DataTable<TriggerState> table) {
    super("Triggers", "triggers", table);
    this.triggers = triggers;
    this.table = table;
    this.mayChange = user.may(Permission.FLOW_DEPLOY);
    text = filters().words("text", "Flow", "Part of its title");
    environment = filters().environment();
    kind =
        filters().choice("kind", "Kind", "All kinds", List.of(Kind.values()), Words::of, Words::id);
    health =
        filters().choice("health", "Health", "Any", List.of(Health.values()), Words::of, Words::id);
    columns();
  }

  private static String key(TriggerState state) {
    return state.flow() + "-" + state.environment().id();
  }

  private void columns() {
    table
        .rowId(state -> "trigger-" + key(state))
        .onOpen(state -> open(state.flow(), state.environment()))
        .elastic("Flow", TriggersView::flowOf)
        .fit("Health", Words::chip)
        .elastic("What is to know", TriggersView::news)
        .text("Environment", state -> Names.of(state.environment()))
        .fit("Last run", state -> time(state.lastFiredAt()))
        .fit("Next", TriggersView::next)
        .number(
            "Items", state -> state.itemsLast() == null ? "" : Figures.count(state.itemsLast()));
  }

  private static Component flowOf(TriggerState state) {
    var title = new Span(state.flowTitle());
    title.addClassNames("il-strong", "il-clip");
    title.getElement().setAttribute("title", state.flowTitle());
    var kind = new Span(Words.of(state.kind()));
    kind.addClassName("il-sub");
    kind.getElement().setAttribute("title", state.operation());
    var cell = new Div(title, kind);
    cell.addClassName("il-tight");
    return cell;
  }

  private static Component news(TriggerState state) {
    String words =
        switch (state.health()) {
          case OK, OFF -> "";
          case NEVER -> "Its cron expression names no time any more";
          case FAILING -> state.lastError() == null ? "" : state.lastError();
          case LATE -> "Due " + Figures.millis(state.lagMillis()) + " ago";
          case HELD_UP, PAUSED -> state.reason() == null ? "" : state.reason();
        };
    var cell = new Span(words);
    cell.addClassName("il-clip");
    cell.getElement().setAttribute("title", words);
    return cell;
  }

  private static Component next(TriggerState state) {
    if (state.kind() == Kind.STREAM && state.nextAt() != null) return new Span("Listens");
    return time(state.nextAt());
  }

  private static Component time(@Nullable Instant at) {
    if (at != null) return TimeText.relative(at);
    var none = new Span("–");
    none.addClassName("il-muted");
    return none;
  }

  private void open(FlowId flow, Environment where) {
    Attempt.of(
        () ->
            drawer(
                new TriggerDrawer(triggers, triggers.get(flow, where), mayChange, this::refresh)));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    super.beforeEnter(event);
    filters()
        .take("trigger", FlowId::new)
        .ifPresent(
            flow ->
                open(
                    flow, filters().take("in", Environment::parse).orElse(Environment.PRODUCTION)));
  }

  @Override
  protected Page<TriggerState> find(@Nullable String cursor, int limit) {
    return triggers.find(
        new TriggerQuery(
            null, environment.get(), kind.get(), health.get(), text.get(), cursor, limit));
  }

  @Override
  protected EmptyState nothing() {
    return new EmptyState(
        Glyph.CLOCK,
        "No schedules, polls or streams",
        "A deployed flow that starts by the clock, or asks another system for news, shows here when"
            + " it last did and whether it works.");
  }

  /// The words and colours of triggers.
  static final class Words {

    private Words() {}

    static String of(Kind kind) {
      return switch (kind) {
        case SCHEDULE -> "Schedule";
        case POLLING -> "Poll";
        case STREAM -> "Stream";
      };
    }

    static String of(Health health) {
      return switch (health) {
        case OK -> "Well";
        case LATE -> "Late";
        case FAILING -> "Failing";
        case HELD_UP -> "Held up";
        case PAUSED -> "Paused";
        case NEVER -> "Never fires";
        case OFF -> "Off";
      };
    }

    static String id(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    static Chip chip(TriggerState state) {
      return Chip.state(
          of(state.health()),
          switch (state.health()) {
            case OK -> Tone.OK;
            case LATE, HELD_UP, NEVER -> Tone.WARN;
            case FAILING -> Tone.BAD;
            case PAUSED, OFF -> Tone.NEUTRAL;
          });
    }
  }
}
