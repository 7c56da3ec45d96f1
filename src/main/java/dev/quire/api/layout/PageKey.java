package dev.quire.api.layout;

import dev.quire.model.Resolution;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What decides a page's raw rows: its bytes, and the size they are read at. One key space belongs
 * to one model in one precision.
 *
 * @param sha256 of the encoded image, in hexadecimal
 */
record PageKey(String sha256, Resolution resolution) {

  static PageKey of(byte[] encoded, Resolution resolution) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return new PageKey(HexFormat.of().formatHex(digest), resolution);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
