package io.interline.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.interline.tenant.HubAddress;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells programs how to get a token (RFC 8414): the address that the installation has, whatever
/// name a request was sent to, and nothing that is not served.
@RestController
class ServerMetadata {

  private final HubAddress hub;

  ServerMetadata(HubAddress hub) {
    this.hub = hub;
  }

  @GetMapping(path = "/.well-known/oauth-authorization-server", produces = "application/json")
  Metadata metadata() {
    return new Metadata(
        hub.url(),
        hub.url() + "/oauth2/token",
        List.of("client_secret_basic", "client_secret_post"),
        List.of("client_credentials"),
        List.of(),
        List.of("api"));
  }

  /// @param responseTypes none: there is no endpoint that people are sent to
  record Metadata(
      String issuer,
      @JsonProperty("token_endpoint") String tokenEndpoint,
      @JsonProperty("token_endpoint_auth_methods_supported") List<String> authenticationMethods,
      @JsonProperty("grant_types_supported") List<String> grants,
      @JsonProperty("response_types_supported") List<String> responseTypes,
      @JsonProperty("scopes_supported") List<String> scopes) {}
}
