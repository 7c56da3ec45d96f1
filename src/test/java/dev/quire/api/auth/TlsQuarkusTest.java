package dev.quire.api.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.support.Secured;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The service with a certificate, by settings alone: those of {@code src/docs/access.md}. */
@QuarkusTest
@TestProfile(Secured.class)
class TlsQuarkusTest {

  @TestHTTPResource(value = "/v1/queue", tls = true)
  URI service;

  @Test
  void whoTrustsTheCertificateIsAnswered() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();

    assertEquals(200, client.send(request(), BodyHandlers.ofString()).statusCode());
  }

  @Test
  void whoDoesNotTrustItGoesAway() {
    assertThrows(
        SSLHandshakeException.class,
        () -> HttpClient.newHttpClient().send(request(), BodyHandlers.ofString()));
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(service).header("X-API-Key", Secured.OF_SETTINGS).build();
  }

  private static SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Secured.CERTIFICATE)) {
      store.load(file, Secured.PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("quire", store.getCertificate("quire"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
