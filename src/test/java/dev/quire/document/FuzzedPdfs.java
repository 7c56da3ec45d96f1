package dev.quire.document;

import java.util.Arrays;
import java.util.Random;

/** Damage done to PDF and TIFF files. */
public final class FuzzedPdfs {

  private FuzzedPdfs() {}

  /** One to eight changes: a byte, a stretch of zeros, a stretch moved, a digit, a cut. */
  public static byte[] damaged(byte[] file, Random random) {
    byte[] damaged = file.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(damaged.length);
      int length = Math.min(1 + random.nextInt(40), damaged.length - at);
      switch (random.nextInt(10)) {
        case 0 -> Arrays.fill(damaged, at, at + length, (byte) 0);
        case 1 ->
            System.arraycopy(
                damaged, random.nextInt(damaged.length - length + 1), damaged, at, length);
        case 2 -> damaged = random.nextInt(4) > 0 ? damaged : Arrays.copyOf(damaged, at + 1);
        case 3, 4, 5 -> digit(damaged, at, random);
        default -> damaged[at] = (byte) random.nextInt(256);
      }
    }
    return damaged;
  }

  /** Changes the next decimal digit: numbers are what a reader of a PDF file believes most. */
  private static void digit(byte[] file, int from, Random random) {
    for (int at = from; at < file.length; at++) {
      if (file[at] >= '0' && file[at] <= '9') {
        file[at] = (byte) ('0' + random.nextInt(10));
        return;
      }
    }
  }
}
