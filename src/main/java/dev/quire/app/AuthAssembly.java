package dev.quire.app;

import dev.quire.auth.Access;
import dev.quire.auth.KeyFile;
import dev.quire.auth.KeyHash;
import dev.quire.auth.KeyRing;
import dev.quire.auth.KnownKey;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts together who may use the API. */
class AuthAssembly {

  private static final Logger LOG = Logger.getLogger(AuthAssembly.class);

  private static final String TOKEN_ALGORITHM = "mp.jwt.verify.publickey.algorithm";

  /** Of a key pair: whoever could verify with a shared secret could sign with it. */
  private static final Pattern ALGORITHM = Pattern.compile("(RS|PS|ES)(256|384|512)|EdDSA");

  /** A revoked key works so long at most; the file is small, and may be on a network. */
  private static final Duration REFRESH = Duration.ofSeconds(10);

  @Produces
  @Singleton
  KeyRing keys(QuireConfig config) {
    List<KnownKey> settled =
        config.auth().keys().entrySet().stream()
            .flatMap(
                client -> client.getValue().stream().map(hash -> key(client.getKey(), hash.trim())))
            .toList();
    Optional<KeyFile> file = config.auth().keysFile().map(path -> new KeyFile(Path.of(path)));
    try {
      return new KeyRing(settled, file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "quire.auth.keys, quire.auth.keys-file%s: %s"
              .formatted(file.map(f -> " " + f.path()).orElse(""), e.getMessage()),
          e);
    }
  }

  private static KnownKey key(String client, String hash) {
    try {
      return new KnownKey(client, KeyHash.parse(hash));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "quire.auth.keys.%s: %s".formatted(client, e.getMessage()), e);
    }
  }

  @Produces
  @Singleton
  KeyWatch watch(KeyRing keys) {
    return new KeyWatch(keys, REFRESH);
  }

  void close(@Disposes KeyWatch watch) {
    watch.close();
  }

  @Produces
  @Singleton
  Access access(
      QuireConfig config, KeyRing keys, @ConfigProperty(name = TOKEN_ALGORITHM) String algorithm) {
    boolean tokens = takesTokens(config.auth().oidc(), algorithm);
    boolean restricted =
        tokens || config.auth().keysFile().isPresent() || keys.current().size() > 0;
    return new Access(restricted, keys, tokens);
  }

  private static boolean takesTokens(QuireConfig.Oidc oidc, String algorithm) {
    if (oidc.issuer().isPresent() != oidc.jwks().isPresent()) {
      throw new IllegalArgumentException(
          "quire.auth.oidc.issuer and quire.auth.oidc.jwks go together: who signs tokens, and where"
              + " its keys are");
    }
    if (oidc.issuer().isEmpty()) {
      return false;
    }
    if (!ALGORITHM.matcher(algorithm).matches()) {
      throw new IllegalArgumentException(
          "%s must be RS256 to RS512, PS256 to PS512, ES256 to ES512 or EdDSA, not '%s'"
              .formatted(TOKEN_ALGORITHM, algorithm));
    }
    if (oidc.audience().isEmpty()) {
      LOG.warnf(
          "Without quire.auth.oidc.audience every token of %s is taken, whatever it is meant for",
          oidc.issuer().get());
    }
    return true;
  }
}
