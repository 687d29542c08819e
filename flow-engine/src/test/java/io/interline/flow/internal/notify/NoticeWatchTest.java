package io.interline.flow.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notices;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeWatchTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-20T12:00:00Z"), ZoneOffset.UTC);

  private final List<String> raised = new ArrayList<>();
  private int deliveries;

  @Test
  void sourceOrNoticeThatFailsHoldsUpNoOther() {
    var notices =
        new Notices() {
          @Override
          public boolean raise(Notice notice) {
            if (notice.cause().equals("poison")) throw new IllegalStateException("cannot be kept");
            return raised.add(notice.cause());
          }

          @Override
          public void deliver() {
            deliveries++;
          }
        };
    var watch =
        new NoticeWatch(
            List.of(
                source("broken", null),
                source("one", List.of(notice("poison"), notice("a"))),
                source("two", List.of(notice("b")))),
            notices,
            CLOCK);

    watch.look();

    assertThat(raised).containsExactly("a", "b");
    assertThat(deliveries).isEqualTo(1);
  }

  @Test
  void looksFromWhereItLookedLast() {
    var asked = new ArrayList<Instant>();
    var watch =
        new NoticeWatch(
            List.of(
                new NoticeSource() {
                  @Override
                  public String name() {
                    return "source";
                  }

                  @Override
                  public List<Notice> find(Instant since, Instant now) {
                    asked.add(since);
                    return List.of();
                  }
                }),
            new Notices() {
              @Override
              public boolean raise(Notice notice) {
                return true;
              }

              @Override
              public void deliver() {}
            },
            CLOCK);

    watch.look();
    watch.look();

    assertThat(asked)
        .containsExactly(
            Instant.parse("2026-05-20T11:00:00Z"), Instant.parse("2026-05-20T12:00:00Z"));
  }

  private static NoticeSource source(String name, @Nullable List<Notice> found) {
    return new NoticeSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Notice> find(Instant since, Instant now) {
        if (found == null) throw new IllegalStateException("no answer");
        return found;
      }
    };
  }

  private static Notice notice(String cause) {
    return new Notice(
        new TenantId(new UUID(1, 1)), NoticeKind.DEAD_LETTERS, cause, "Title", "Body", "/x");
  }
}
