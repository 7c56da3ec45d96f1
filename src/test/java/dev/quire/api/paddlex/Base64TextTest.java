package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {

  @Test
  void bytesOfEveryLengthComeBack() {
    Random random = new Random(7);
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Base64Text.decode(Base64.getEncoder().encodeToString(bytes)));
      assertArrayEquals(bytes, Base64Text.decode(Base64.getMimeEncoder().encodeToString(bytes)));
      assertArrayEquals(
          bytes, Base64Text.decode(Base64.getEncoder().withoutPadding().encodeToString(bytes)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/jpeg;base64,AQID",
        "data:;base64,AQID",
        "DATA:application/pdf;BASE64,AQID",
        " A Q\tI\r\nD \n"
      })
  void headsAndSpacesDoNotCount(String text) {
    assertArrayEquals(new byte[] {1, 2, 3}, Base64Text.decode(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page.jpg",
        "ftp://a.example/page.jpg",
        "file:///etc/passwd",
        "A",
        "AQ==AQ==",
        "AQID\u00e9",
        "AQID\u4e00",
        "data:image/jpeg,AQID",
        "data:image/jpeg;base64"
      })
  void whatIsNoBase64IsRefused(String text) {
    assertThrows(RefusedException.class, () -> Base64Text.decode(text));
  }
}
