package io.interline.connector.spi;

import java.util.List;

/// One connector, found by `ServiceLoader`: what it is, how it authenticates, what it can do.
public interface Connector {

  /// Who it is.
  Info info();

  /// Ways to authenticate; empty when its operations need no connection.
  default List<AuthScheme<?>> auth() {
    return List.of();
  }

  /// Record with the fields of a connection that every way to authenticate shares, for example
  /// the base address. Field names differ from those of the schemes. None is secret.
  ///
  /// The hub itself reads two of them: `baseUrl`, against which requests are resolved, and
  /// `timeout`, a duration within which each must be answered (30 seconds without it).
  default Class<? extends Record> settings() {
    return NoFields.class;
  }

  /// What it can do.
  default List<Action<?, ?>> actions() {
    return List.of();
  }

  /// What can start a flow.
  default List<Trigger<?>> triggers() {
    return List.of();
  }

  /// Tries a connection with the least possible effect on the other system; returns one line for
  /// the reader.
  ///
  /// @throws ConnectorException that says what is wrong
  default String testConnection(Call call) throws ConnectorException, InterruptedException {
    return "Nothing to test.";
  }

  /// Identity of a connector.
  ///
  /// @param id lower case, for example `http`
  /// @param major version of its operations; several majors may be loaded
  /// @param icon name of an icon of the designer's set
  record Info(String id, int major, String title, String description, String icon) {}

  /// No fields at all.
  record NoFields() {}
}
