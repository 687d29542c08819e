package io.interline.connector.spi;

/// A way to authenticate: fields of the connection form, and how a request is signed with them.
///
/// @param <C> record with `@Field` components, secret ones marked
public interface AuthScheme<C extends Record> {

  /// `none`, `api-key`, `basic`, `bearer`.
  String id();

  String title();

  Class<C> fields();

  /// The request with its credentials. Runs inside the hub; the result never reaches the connector.
  /// Schemes that only check incoming requests leave the request as it is.
  default Call.HttpRequest sign(C fields, Call.HttpRequest request) {
    return request;
  }
}
