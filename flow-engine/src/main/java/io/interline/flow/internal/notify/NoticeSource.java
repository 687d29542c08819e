package io.interline.flow.internal.notify;

import io.interline.tenant.Notice;
import java.time.Instant;
import java.util.List;

/// Looks for one kind of thing that people are to be told of, in all tenants.
interface NoticeSource {

  /// For logs.
  String name();

  /// What there is now. The same thing may be found again and again: people are told of a cause at
  /// most once an hour.
  ///
  /// @param since when it was last looked successfully; an hour ago at the most
  List<Notice> find(Instant since, Instant now);
}
