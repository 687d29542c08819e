package io.interline.flow.internal.schedule;

import io.interline.tenant.Duties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The threads of Quartz, which it does not start again when one dies: without them no periodic
/// work happens on this node.
@Component
final class SchedulerThreads {

  private final Duties duties;
  private final Set<Thread> before = new HashSet<>();
  private final List<Runnable> ends = new ArrayList<>();

  SchedulerThreads(Duties duties) {
    this.duties = duties;
  }

  /// Called before the scheduler is made: what runs now belongs to others.
  synchronized void schedulerIsToBeMade() {
    before.addAll(ofQuartz());
  }

  @EventListener(ApplicationReadyEvent.class)
  synchronized void watch() {
    for (var thread : ofQuartz()) if (!before.contains(thread)) ends.add(duties.watch(thread));
    before.clear();
  }

  @EventListener(ContextClosedEvent.class)
  synchronized void end() {
    ends.forEach(Runnable::run);
    ends.clear();
  }

  /// How many threads are watched.
  synchronized int watched() {
    return ends.size();
  }

  private static Set<Thread> ofQuartz() {
    var found = new HashSet<Thread>();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (name.contains("QuartzScheduler") || name.contains("quartzScheduler_Worker-"))
        found.add(thread);
    }
    return found;
  }
}
