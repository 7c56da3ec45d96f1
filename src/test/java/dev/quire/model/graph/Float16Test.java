package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Float16Test {

  private static final int POSITIVE_INFINITY = 0x7c00;

  @Test
  void readsEveryHalf() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.toFloat((short) bits);
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double magnitude =
          exponent == 0
              ? fraction * Math.pow(2, -24)
              : (1024 + fraction) * Math.pow(2, exponent - 25.0);
      if (exponent == 31) {
        assertEquals(fraction != 0, Float.isNaN(value), "half " + bits);
        assertEquals(fraction == 0, Float.isInfinite(value), "half " + bits);
      } else {
        assertEquals(magnitude, Math.abs(value), 0.0, "half " + bits);
      }
      boolean negative = Float.floatToRawIntBits(value) < 0;
      assertEquals(bits >= 1 << 15, negative, "sign of half " + bits);
    }
  }

  @Test
  void writesEveryHalfBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.toFloat((short) bits);
      short back = Float16.fromFloat(value);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(Float16.toFloat(back)), "half " + bits);
        assertEquals(bits >> 15, back >>> 15 & 1, "sign of half " + bits);
      } else {
        assertEquals((short) bits, back, "half " + bits);
      }
    }
  }

  /** Between each two neighbours: the middle goes to the even one, all else to the nearer. */
  @Test
  void roundsToNearestEven() {
    for (int bits = 0; bits < POSITIVE_INFINITY; bits++) {
      float low = Float16.toFloat((short) bits);
      // The half after the largest would be 65536; what rounds to it is infinite.
      float high = bits + 1 == POSITIVE_INFINITY ? 65536f : Float16.toFloat((short) (bits + 1));
      float middle = (low + high) / 2;
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertRounds(even, middle);
      assertRounds(bits, Math.nextDown(middle));
      assertRounds(bits + 1, Math.nextUp(middle));
      assertRounds(bits, Math.nextUp(low));
      assertRounds(bits + 1, Math.nextDown(high));
    }
  }

  @Test
  void overflowsToInfinityAndUnderflowsToZero() {
    assertRounds(POSITIVE_INFINITY, Float.MAX_VALUE);
    assertRounds(POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    assertRounds(0, Float.MIN_VALUE);
    assertRounds(0, 0x1p-25f);
    assertRounds(1, Math.nextUp(0x1p-25f));
    assertEquals(Float16.MAX_VALUE, Float16.toFloat((short) (POSITIVE_INFINITY - 1)));
    assertEquals(Float16.MIN_NORMAL, Float16.toFloat((short) (1 << 10)));
  }

  /** A NaN whose digits all lie among those dropped must not become infinite. */
  @Test
  void keepsNanNan() {
    assertTrue(Float.isNaN(Float16.toFloat(Float16.fromFloat(Float.NaN))));
    assertTrue(Float.isNaN(Float16.toFloat(Float16.fromFloat(Float.intBitsToFloat(0x7f80_0001)))));
    assertTrue(Float.isNaN(Float16.toFloat(Float16.fromFloat(Float.intBitsToFloat(0xff80_0001)))));
  }

  private static void assertRounds(int expected, float value) {
    assertEquals((short) expected, Float16.fromFloat(value), "of " + value);
    assertEquals((short) (expected | 1 << 15), Float16.fromFloat(-value), "of " + -value);
  }
}
