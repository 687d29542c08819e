package io.interline.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What `/api/openapi.json` says beside the routes.
@Configuration
class ApiDescription {

  private static final String SCHEME = "client";

  @Bean
  OpenAPI openApi() {
    var credentials = new OAuthFlow().tokenUrl("/oauth2/token").scopes(new Scopes());
    return new OpenAPI()
        .info(
            new Info()
                .title("Interline management API")
                .version("1")
                .description(
                    "Flows, connections, runs, approvals, events, dead letters and the audit log of one"
                        + " organisation."
                        + " Failures are problem documents (RFC 9457) with a stable code."))
        .addSecurityItem(new SecurityRequirement().addList(SCHEME))
        .components(
            new Components()
                .addSecuritySchemes(
                    SCHEME,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .flows(new OAuthFlows().clientCredentials(credentials))));
  }
}
