package dev.quire.api.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The service with a certificate, by settings alone: those of {@code src/docs/access.md}. */
@QuarkusTest
@TestProfile(TlsTest.Certified.class)
class TlsTest {

  private static final Path STORE = Path.of("target", "test-tls.p12");
  private static final String PASSWORD = "changeit";

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
    return HttpRequest.newBuilder(service).build();
  }

  private static SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(STORE)) {
      store.load(file, PASSWORD.toCharArray());
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

  /** A certificate that signs itself. */
  public static class Certified extends Simulated {
    @Override
    public Map<String, String> getConfigOverrides() {
      makeCertificate();
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quarkus.tls.api.key-store.p12.path", STORE.toString());
      settings.put("quarkus.tls.api.key-store.p12.password", PASSWORD);
      settings.put("quarkus.http.tls-configuration-name", "api");
      settings.put("quarkus.http.test-ssl-port", "0");
      return settings;
    }

    private static void makeCertificate() {
      try {
        Files.createDirectories(STORE.getParent());
        Files.deleteIfExists(STORE);
        Process keytool =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "quire",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=DNS:localhost,IP:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    STORE.toString(),
                    "-storepass",
                    PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "test-tls.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
          throw new IllegalStateException("keytool failed: target/test-tls.log says why");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
