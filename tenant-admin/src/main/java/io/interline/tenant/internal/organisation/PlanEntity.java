package io.interline.tenant.internal.organisation;

import io.interline.tenant.Plan;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `plan`.
@Entity
@Immutable
@Table(name = "plan")
class PlanEntity {

  @Id private String id;
  private String title;
  private int acceptPerSecond;
  private int acceptBurst;
  private int concurrentRuns;
  private int maxPayloadBytes;
  private int backlog;
  private int maxSteps;
  private @Nullable Long monthlyRuns;
  private boolean overage;
  private int weight;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected PlanEntity() {}

  Plan toPlan() {
    return new Plan(
        id,
        title,
        acceptPerSecond,
        acceptBurst,
        concurrentRuns,
        maxPayloadBytes,
        backlog,
        maxSteps,
        monthlyRuns,
        overage,
        weight);
  }
}
