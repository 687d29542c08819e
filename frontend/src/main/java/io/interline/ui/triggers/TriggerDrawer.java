package io.interline.ui.triggers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Triggers;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerDetail;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Drawer;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.TimeText;
import io.interline.ui.triggers.TriggersView.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One trigger: how it is, what it remembers, and what can be done about it.
final class TriggerDrawer extends Composite<Drawer> {

  private final Triggers triggers;
  private final boolean mayChange;
  private final Runnable changed;
  private final Drawer drawer;
  private TriggerDetail detail;

  TriggerDrawer(Triggers triggers, TriggerDetail detail, boolean mayChange, Runnable changed) {
    this.triggers = triggers;
    this.detail = detail;
    this.mayChange = mayChange;
    this.changed = changed;
    this.drawer = new Drawer(detail.state().flowTitle(), () -> {});
    draw();
  }

  @Override
  protected Drawer initContent() {
    return drawer;
  }

  private void draw() {
    drawer.body().removeAll();
    note().ifPresent(drawer::show);
    drawer.show(facts());
    if (!detail.next().isEmpty()) drawer.show(new H3("Next times"), times(detail.next()));
    if (detail.state().kind() == Kind.POLLING) drawer.show(new H3("Cursor"), cursor());
    drawer.show(new H3("Settings"), new JsonText(detail.config()));
    if (mayChange) drawer.actions(actions().toArray(Component[]::new));
  }

  private java.util.Optional<Note> note() {
    var state = detail.state();
    String reason = state.reason() == null ? "" : " " + state.reason();
    return java.util.Optional.ofNullable(
        switch (state.health()) {
          case OK -> null;
          case LATE -> Note.warning("It was due " + Figures.millis(state.lagMillis()) + " ago.");
          case FAILING ->
              Note.problem(
                  state.lastError() == null ? "The other system fails." : state.lastError());
          case HELD_UP -> Note.warning("It waits for room." + reason);
          case PAUSED -> Note.hint("It is paused and starts nothing." + reason);
          case NEVER ->
              Note.warning("Its cron expression names no time any more: it starts nothing.");
          case OFF -> Note.hint("The deployment is disabled; enable it in the designer.");
        });
  }

  private Facts facts() {
    var state = detail.state();
    var flow = new Anchor("flows/" + state.flow(), state.flowTitle() + " · v" + state.version());
    var facts =
        new Facts()
            .fact("Health", Words.chip(state))
            .fact("Flow", flow)
            .fact("Environment", Names.of(state.environment()))
            .fact("Kind", Words.of(state.kind()) + " · " + state.operation())
            .fact("Last run", time(state.lastFiredAt()))
            .fact("Last seen to", time(state.lastSuccessAt()));
    if (state.kind() != Kind.STREAM) facts.fact("Next", time(state.nextAt()));
    if (state.itemsLast() != null)
      facts.fact("Items the last time", Figures.count(state.itemsLast()));
    if (state.failures() > 0) facts.fact("Failures in a row", Figures.count(state.failures()));
    if (state.lastError() != null && state.health() != Health.FAILING)
      facts.fact("Last failure", state.lastError());
    if (state.lastErrorAt() != null) facts.fact("Failed", time(state.lastErrorAt()));
    if (state.lastErrorClass() != null)
      facts.fact("Kind of error", Names.capital(state.lastErrorClass()));
    if (detail.pausedBy() != null) facts.fact("Paused by", detail.pausedBy());
    if (detail.pausedAt() != null) facts.fact("Paused", time(detail.pausedAt()));
    return facts;
  }

  private static Component time(@Nullable Instant at) {
    return at == null ? new Span("–") : TimeText.exact(at);
  }

  private static Component times(List<Instant> next) {
    var list = new Div();
    list.addClassName("il-tight");
    list.setId("trigger-next");
    for (var at : next) list.add(new Div(TimeText.exact(at)));
    return list;
  }

  private Component cursor() {
    if (detail.cursor() == null) return new Span("None yet: the next poll begins anew.");
    var text = new JsonText(detail.cursor());
    text.setId("trigger-cursor");
    return text;
  }

  private List<Component> actions() {
    var state = detail.state();
    var actions = new ArrayList<Component>();
    boolean on = state.health() != Health.PAUSED && state.health() != Health.OFF;
    if (on && state.kind() == Kind.POLLING)
      actions.add(Buttons.primary("trigger-fire", "Poll now", () -> fire("It is asked now.")));
    if (on && state.kind() == Kind.SCHEDULE)
      actions.add(Buttons.primary("trigger-fire", "Run now", () -> fire("A run is started.")));
    if (state.health() == Health.PAUSED)
      actions.add(Buttons.primary("trigger-resume", "Resume", this::resume));
    else if (on)
      actions.add(
          Buttons.plain("trigger-pause", "Pause…", () -> new PauseDialog(this::pause).open()));
    if (state.kind() == Kind.POLLING)
      actions.add(
          Buttons.plain(
              "trigger-set-cursor",
              "Set cursor…",
              () -> new CursorDialog(detail, this::setCursor).open()));
    if (on && state.kind() == Kind.SCHEDULE)
      actions.add(
          Buttons.plain(
              "trigger-backfill", "Backfill…", () -> new BackfillDialog(this::backfill).open()));
    return actions;
  }

  private void fire(String words) {
    change(() -> triggers.fire(detail.state().flow(), detail.state().environment()), words);
  }

  private void pause(String reason) {
    change(
        () -> triggers.pause(detail.state().flow(), detail.state().environment(), reason),
        "It is paused.");
  }

  private void resume() {
    change(
        () -> triggers.resume(detail.state().flow(), detail.state().environment()), "It goes on.");
  }

  private boolean setCursor(@Nullable String cursor) {
    return change(
        () ->
            triggers.setCursor(
                detail.state().flow(), detail.state().environment(), cursor, detail.cursorNumber()),
        "The cursor is set.");
  }

  private boolean backfill(Instant from, Instant until) {
    return Attempt.of(
        () -> {
          var done =
              triggers.backfill(detail.state().flow(), detail.state().environment(), from, until);
          Notices.done(
              Figures.count(done.started(), "run")
                  + " started for "
                  + Figures.count(done.times(), "time")
                  + (done.started() < done.times() ? "; the others had theirs." : "."));
          changed.run();
        });
  }

  private boolean change(java.util.function.Supplier<TriggerDetail> work, String words) {
    return Attempt.of(
        () -> {
          detail = work.get();
          Notices.done(words);
          draw();
          changed.run();
        });
  }
}
