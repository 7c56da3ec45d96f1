package dev.quire.api.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFileTest {

  private static final String CONTENT_TYPE = "multipart/form-data; boundary=XX";

  @Test
  void theFileIsReadByteForByte() {
    byte[] body =
        form("name=\"file\"; filename=\"../../etc/passwd\"", "\u00ff\u00d8\r\n--X\r\n\u0000");
    assertArrayEquals(
        "\u00ff\u00d8\r\n--X\r\n\u0000".getBytes(ISO_8859_1),
        MultipartFile.read(body, CONTENT_TYPE, "file"));
  }

  @Test
  void anEmptyFileIsEmpty() {
    assertEquals(
        0,
        MultipartFile.read(form("name=\"file\"; filename=\"a\"", ""), CONTENT_TYPE, "file").length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=\"image\"; filename=\"a.jpg\"", "name=\"file\"", "n", ""})
  void aFormWithoutTheFileIsRefused(String disposition) {
    byte[] body = form(disposition, "content");
    assertInvalid(body, CONTENT_TYPE);
  }

  /** HTTP/2 lets values through that HTTP/1.1 does not. */
  @Test
  void aTypeWithCharactersThatNoHeaderHasIsRefused() {
    assertInvalid(
        form("name=\"file\"; filename=\"a\"", "content"), CONTENT_TYPE + "\u0000\u0001\n x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--XX", "--XX\r\n\r\n", "nothing of the kind", "--XX--\r\n"})
  void whatIsNotAFormIsRefused(String body) {
    assertInvalid(body.getBytes(ISO_8859_1), CONTENT_TYPE);
  }

  @Test
  void aTruncatedFormIsRefused() {
    byte[] whole = form("name=\"file\"; filename=\"a.jpg\"", "content");
    byte[] part = java.util.Arrays.copyOf(whole, whole.length - 12);
    assertInvalid(part, CONTENT_TYPE);
  }

  @Test
  void aFormWithoutABoundaryIsRefused() {
    assertInvalid(form("name=\"file\"; filename=\"a.jpg\"", "content"), "multipart/form-data");
  }

  private static void assertInvalid(byte[] body, String contentType) {
    ProblemException e =
        assertThrows(ProblemException.class, () -> MultipartFile.read(body, contentType, "file"));
    assertEquals("urn:quire:problem:invalid-multipart", e.problem().type());
  }

  private static byte[] form(String disposition, String content) {
    return ("--XX\r\nContent-Disposition: form-data; "
            + disposition
            + "\r\nContent-Type: application/octet-stream\r\n\r\n"
            + content
            + "\r\n--XX--\r\n")
        .getBytes(ISO_8859_1);
  }
}
