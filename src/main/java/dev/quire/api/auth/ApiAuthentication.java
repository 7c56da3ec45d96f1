package dev.quire.api.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemType;
import dev.quire.auth.Access;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Finds out who a request comes from: the client whose API key it shows, else, where an OpenID
 * provider is trusted, the client that its token was given to. It stands in the place of the token
 * extension's own mechanism, which would take every bearer's text for a token.
 *
 * <p>A wrong key, one that was revoked and none at all take the same way to the same answer, with
 * the same work; so neither the answer nor its time tells them apart.
 */
@Alternative
@Priority(1)
@Singleton
public class ApiAuthentication implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer";
  private static final String REFUSAL =
      "Send a key that is in force in X-API-Key, or as Authorization: Bearer";

  private final Access access;
  private final String refusal;

  ApiAuthentication(Access access, ObjectMapper json) throws JsonProcessingException {
    this.access = access;
    this.refusal = json.writeValueAsString(ProblemType.UNAUTHORIZED.because(REFUSAL));
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    if (!access.restricted()) {
      return Uni.createFrom().nullItem();
    }
    Credential credential = Credential.of(context.request());
    Optional<String> client = access.keys().current().clientOf(credential.text());
    if (client.isPresent()) {
      return Uni.createFrom().item(identity(client.get()));
    }
    if (access.tokens() && credential.isToken()) {
      return identities
          .authenticate(
              new TokenAuthenticationRequest(new JsonWebTokenCredential(credential.text())))
          .map(verified -> identity(clientOf((JsonWebToken) verified.getPrincipal())))
          .onFailure(AuthenticationFailedException.class)
          .recoverWithNull();
    }
    return Uni.createFrom().nullItem();
  }

  /** Whom the provider gave the token to: its client, or where it names none, its user. */
  private static String clientOf(JsonWebToken token) {
    return token.<String>claim("azp").or(() -> token.claim("client_id")).orElseGet(token::getName);
  }

  private static SecurityIdentity identity(String client) {
    return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(client)).build();
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new ChallengeData(
                ProblemType.UNAUTHORIZED.status(), HttpHeaders.WWW_AUTHENTICATE, SCHEME));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context
        .response()
        .setStatusCode(ProblemType.UNAUTHORIZED.status())
        .putHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(refusal);
    return Uni.createFrom().item(true);
  }
}
