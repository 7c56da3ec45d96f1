package dev.quire.api.auth;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenIdProvider;
import dev.quire.support.Pages;
import dev.quire.support.Secured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** The service where tokens of an OpenID provider are taken, and keys as well. */
@QuarkusTest
@TestProfile(Secured.class)
class TokensQuarkusTest {

  OpenIdProvider provider;

  @Test
  void aTokenOfTheProviderOpens() throws JoseException {
    assertEquals(200, status(token(claims -> {})));
    assertEquals(200, status(Secured.OF_SETTINGS));
  }

  @Test
  void anythingElseDoesNot() throws JoseException {
    assertEquals(401, status(""));
    assertEquals(401, status("a.b.c"));
    assertEquals(401, status(token(claims -> {}) + "x"), "not signed so");
    assertEquals(
        401, status(token(claims -> claims.setExpirationTime(fromNow(-300)))), "has expired");
    assertEquals(401, status(token(claims -> claims.unsetClaim("exp"))), "never expires");
    assertEquals(401, status(token(claims -> claims.setIssuer("https://other"))), "of another");
    assertEquals(401, status(token(claims -> claims.setAudience("other"))), "for another");
    assertEquals(401, status(token(claims -> claims.unsetClaim("aud"))), "for nobody");
    assertEquals(
        401,
        status(signed(claims(c -> {}), signature -> signature.setKey(another()))),
        "of another key");
    assertEquals(
        401,
        status(
            signed(
                claims(c -> {}),
                signature -> {
                  signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
                  signature.setKey(new HmacKey(provider.key().getPublicKey().getEncoded()));
                })),
        "signed with what is public");
    assertEquals(
        401,
        status(
            signed(
                claims(c -> {}),
                signature -> {
                  signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
                  signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
                  signature.setKey(null);
                })),
        "not signed");
    String[] parts = token(claims -> {}).split("\\.");
    String other =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims(c -> c.setSubject("boss")).getBytes(StandardCharsets.UTF_8));
    assertEquals(401, status(parts[0] + "." + other + "." + parts[2]), "changed");
  }

  @Test
  void ticketsAreCountedByTheClientThatTheTokenWasGivenTo() throws JoseException {
    String token = token(claims -> claims.setClaim("azp", "batch-job"));
    given()
        .header("Authorization", "Bearer " + token)
        .contentType("image/png")
        .body(Pages.blank(43, 33))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    String metrics = given().header("X-API-Key", Secured.OF_SETTINGS).get("/q/metrics").asString();
    assertTrue(
        metrics
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("quire_client_tickets_total{")
                        && line.contains("client=\"batch-job\"")),
        () -> metrics.lines().filter(line -> line.contains("client")).toList().toString());
  }

  private static int status(String token) {
    return given().header("Authorization", "Bearer " + token).get("/v1/queue").statusCode();
  }

  private String token(Consumer<JwtClaims> change) throws JoseException {
    return signed(claims(change), signature -> {});
  }

  private String signed(String claims, Consumer<JsonWebSignature> change) throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims);
    signature.setKey(provider.key().getPrivateKey());
    signature.setKeyIdHeaderValue(provider.key().getKeyId());
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    change.accept(signature);
    return signature.getCompactSerialization();
  }

  private static String claims(Consumer<JwtClaims> change) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(OpenIdProvider.ISSUER);
    claims.setAudience(OpenIdProvider.AUDIENCE);
    claims.setSubject("user-1");
    claims.setIssuedAt(fromNow(-1));
    claims.setExpirationTime(fromNow(300));
    change.accept(claims);
    return claims.toJson();
  }

  private static NumericDate fromNow(int seconds) {
    NumericDate date = NumericDate.now();
    date.addSeconds(seconds);
    return date;
  }

  private static Key another() {
    return OpenIdProvider.newKey().getPrivateKey();
  }
}
