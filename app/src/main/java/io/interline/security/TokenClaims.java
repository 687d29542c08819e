package io.interline.security;

import io.interline.tenant.HubAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.stereotype.Component;

/// Who issues access tokens, and for whom: the hub, for its API. A token that says otherwise was
/// signed for another purpose and opens nothing.
@Component
class TokenClaims implements OAuth2TokenValidator<Jwt> {

  /// The API as an audience. No address: nodes of one installation may have several.
  static final String AUDIENCE = "interline-api";

  private static final OAuth2Error REFUSED =
      new OAuth2Error("invalid_token", "issued by another hub or not for its API", null);

  private final HubAddress hub;

  TokenClaims(HubAddress hub) {
    this.hub = hub;
  }

  void describe(JwtClaimsSet.Builder claims) {
    claims.issuer(hub.url()).audience(List.of(AUDIENCE));
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    return isOurs(token.getClaimAsString("iss")) && hasAudience(token)
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(REFUSED);
  }

  /// Without an address of its own, each node of an installation has that of its machine and port.
  private boolean isOurs(@Nullable String issuer) {
    return issuer != null
        && (hub.isConfigured()
            ? issuer.equals(hub.url())
            : issuer.matches("http://localhost:[0-9]{1,5}"));
  }

  private static boolean hasAudience(Jwt token) {
    var audience = token.getAudience();
    return audience != null && audience.contains(AUDIENCE);
  }
}
