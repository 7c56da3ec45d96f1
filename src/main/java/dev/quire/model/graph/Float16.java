package dev.quire.model.graph;

/**
 * IEEE 754 binary16 ("half", FLOAT16) in the low bits of a {@code short}: one sign bit, five of
 * exponent, ten of fraction.
 */
public final class Float16 {

  /** The largest finite half, 65504. */
  public static final float MAX_VALUE = 65504f;

  /** The smallest half with all its digits, 2^-14. Below it, halfs are 2^-24 apart. */
  public static final float MIN_NORMAL = 0x1p-14f;

  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7c00;
  private static final int QUIET = 0x0200;
  private static final int FRACTION = 0x03ff;

  private static final int FLOAT_INFINITY = 0x7f80_0000;
  private static final int FLOAT_FRACTION = 0x007f_ffff;
  private static final int FLOAT_IMPLICIT = 0x0080_0000;

  /** Bits of 65520, halfway from the largest half to the next that there would be. */
  private static final int OVERFLOWS = 0x477f_f000;

  /** Bits of 2^-14. */
  private static final int NORMAL = 0x3880_0000;

  /** Bits of 2^-25, halfway from 0 to the smallest half. */
  private static final int UNDERFLOWS = 0x3300_0000;

  /** What turns a float's exponent into a half's, in the float's place. */
  private static final int REBIAS = (127 - 15) << 23;

  private static final int DROPPED = 13;

  private Float16() {}

  /**
   * The half nearest to a value, of two equally near the even one. From 65520 on it is infinity. A
   * NaN stays a NaN.
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & SIGN;
    int magnitude = bits & Integer.MAX_VALUE;
    return (short) (sign | fromMagnitude(magnitude));
  }

  /** The same value as a float; each half is one. */
  public static float toFloat(short half) {
    int exponent = (half & INFINITY) >>> 10;
    int fraction = half & FRACTION;
    int sign = (half & SIGN) << 16;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int magnitude =
        exponent == 31
            ? FLOAT_INFINITY | fraction << DROPPED
            : (exponent << 23) + REBIAS | fraction << DROPPED;
    return Float.intBitsToFloat(sign | magnitude);
  }

  private static int fromMagnitude(int bits) {
    if (bits > FLOAT_INFINITY) {
      return INFINITY | QUIET | bits >>> DROPPED & FRACTION;
    }
    if (bits >= OVERFLOWS) {
      return INFINITY;
    }
    if (bits >= NORMAL) {
      int even = bits >>> DROPPED & 1;
      // A carry out of the fraction raises the exponent, which is what rounding up means there.
      return bits - REBIAS + 0xfff + even >>> DROPPED;
    }
    if (bits <= UNDERFLOWS) {
      return 0;
    }
    int fraction = bits & FLOAT_FRACTION | FLOAT_IMPLICIT;
    int shift = 126 - (bits >>> 23);
    int half = fraction >>> shift;
    int rest = fraction & (1 << shift) - 1;
    int middle = 1 << shift - 1;
    return rest > middle || rest == middle && (half & 1) == 1 ? half + 1 : half;
  }
}
