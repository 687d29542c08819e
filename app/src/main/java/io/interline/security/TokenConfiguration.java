package io.interline.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.interline.startup.InstallationKey;
import io.interline.tenant.ApiClients;
import java.nio.file.Path;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/// Access tokens: signed with a secret derived from the installation's key, so that they outlive a
/// restart and every node takes what another one issued. Nobody but the hub reads them.
@Configuration
class TokenConfiguration {

  @Bean
  InstallationKey tokenKey(@Value("${interline.key-file}") Path file) {
    return InstallationKey.load(file);
  }

  @Bean
  JwtEncoder jwtEncoder(InstallationKey key) {
    return new NimbusJwtEncoder(new ImmutableSecret<>(secret(key)));
  }

  @Bean
  JwtDecoder jwtDecoder(InstallationKey key, TokenClaims claims) {
    var decoder =
        NimbusJwtDecoder.withSecretKey(secret(key)).macAlgorithm(MacAlgorithm.HS256).build();
    decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(claims));
    return decoder;
  }

  /// The keys that the authorization server shows to the world: none.
  @Bean
  JWKSource<SecurityContext> jwkSource() {
    return new ImmutableJWKSet<>(new JWKSet());
  }

  /// Says for which tenant and role a token is; what counts is looked up at each call.
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokenClaims(
      ApiClients clients, TokenClaims claims) {
    return context -> {
      context.getJwsHeader().algorithm(MacAlgorithm.HS256);
      claims.describe(context.getClaims());
      String clientId = context.getRegisteredClient().getClientId();
      clients.recordUse(clientId);
      clients
          .registered(clientId)
          .ifPresent(
              client ->
                  context
                      .getClaims()
                      .claim("tenant", client.tenant().toString())
                      .claim("role", client.role().name()));
    };
  }

  private static SecretKey secret(InstallationKey key) {
    return new SecretKeySpec(key.derive("signature of access tokens"), "HmacSHA256");
  }
}
