package io.interline.ui.testing;

import io.interline.connector.testkit.NoOperations;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// All services that the screens use, in memory. Time stands still at [FakeRuns#NOON].
@Configuration
public class FakeHub {

  @Bean
  Clock clock() {
    return Clock.fixed(FakeRuns.NOON, ZoneOffset.UTC);
  }

  @Bean
  FakeUser user() {
    return new FakeUser();
  }

  @Bean
  FakeDeployments deployments(FakeUser user, Clock clock) {
    return new FakeDeployments(user, clock);
  }

  @Bean
  FakeFlows flows(FakeUser user, Clock clock, FakeDeployments deployments) {
    return new FakeFlows(user, clock, deployments);
  }

  @Bean
  FakeRuns runs(FakeUser user) {
    return new FakeRuns(user);
  }

  @Bean
  FakeDeadLetters deadLetters(FakeUser user, FakeRuns runs) {
    return new FakeDeadLetters(user, runs);
  }

  @Bean
  FakeApprovals approvals(FakeUser user, FakeRuns runs) {
    return new FakeApprovals(user, runs);
  }

  @Bean
  FakeReplays replays(FakeUser user, FakeDeadLetters letters) {
    return new FakeReplays(user, letters);
  }

  @Bean
  FakeCircuits circuits(FakeUser user) {
    return new FakeCircuits(user);
  }

  @Bean
  FakeNotifications notifications(FakeUser user) {
    return new FakeNotifications(user);
  }

  @Bean
  FakeTriggers triggers(FakeUser user) {
    return new FakeTriggers(user);
  }

  @Bean
  FakeConnections connections(FakeUser user) {
    return new FakeConnections(user);
  }

  @Bean
  FakeCatalog catalog() {
    return new FakeCatalog();
  }

  @Bean
  NoOperations operations() {
    return new NoOperations();
  }

  @Bean
  FakeMembers members(FakeUser user) {
    return new FakeMembers(user);
  }

  @Bean
  FakeOrganisation organisation(FakeUser user) {
    return new FakeOrganisation(user);
  }

  @Bean
  FakeLimits limits(FakeUser user) {
    return new FakeLimits(user);
  }

  @Bean
  FakeAccounts accounts() {
    return new FakeAccounts();
  }

  @Bean
  FakeAudit audit() {
    return new FakeAudit();
  }
}
