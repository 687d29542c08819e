package io.interline.api;

import io.interline.flow.Limits;
import io.interline.flow.Limits.Day;
import io.interline.flow.Limits.Limit;
import io.interline.flow.Limits.TopFlow;
import io.interline.flow.Limits.Use;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the organisation may take of the hub, and what it takes.
@RestController
@RequestMapping("/api/v1/limits")
@Tag(name = "Limits", description = "What the plan allows, and what is used of it")
class LimitsController {

  private final Limits limits;

  LimitsController(Limits limits) {
    this.limits = limits;
  }

  @GetMapping
  @Operation(
      summary = "Limits of the plan and what is used of them",
      description =
          "state is one of fine, near (80 % or more), over (all is used, more is accepted), reached;"
              + " of is absent where there is no limit; days are in UTC")
  LimitsView get() {
    return LimitsView.of(limits.current());
  }

  /// @param until when the month ends
  record LimitsView(
      String plan,
      Instant until,
      List<LimitView> limits,
      List<DayView> days,
      List<TopFlowView> topFlows) {

    static LimitsView of(Use use) {
      return new LimitsView(
          use.plan().id(),
          use.until(),
          use.limits().stream().map(LimitView::of).toList(),
          use.days().stream().map(DayView::of).toList(),
          use.topFlows().stream().map(TopFlowView::of).toList());
    }
  }

  record LimitView(String kind, @Nullable Long used, @Nullable Long of, String state) {
    static LimitView of(Limit limit) {
      return new LimitView(
          Parameters.id(limit.kind()), limit.used(), limit.of(), Parameters.id(limit.state()));
    }
  }

  record DayView(LocalDate day, long accepted, long succeeded, long dead, long steps, long bytes) {
    static DayView of(Day day) {
      return new DayView(
          day.day(), day.accepted(), day.succeeded(), day.dead(), day.steps(), day.bytes());
    }
  }

  record TopFlowView(String flow, String title, String environment, long accepted) {
    static TopFlowView of(TopFlow flow) {
      return new TopFlowView(
          flow.flow().value(), flow.title(), flow.environment().id(), flow.accepted());
    }
  }
}
