package dev.quire.api.auth;

import dev.quire.auth.Access;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Lets pass whoever is known, and everybody to {@link PublicPaths}, or everywhere if access is not
 * restricted.
 */
@Singleton
public class ApiAuthorization implements HttpSecurityPolicy {

  private final Access access;

  ApiAuthorization(Access access) {
    this.access = access;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext context,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext requestContext) {
    if (!access.restricted() || PublicPaths.contains(context.normalizedPath())) {
      return CheckResult.permit();
    }
    return identity.map(caller -> caller.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
  }
}
