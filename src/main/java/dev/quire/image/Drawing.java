package dev.quire.image;

import java.awt.GraphicsEnvironment;

/**
 * Whether Java's own drawing ({@code java.awt}, {@code javax.imageio}) is part of this program. PDF
 * pages are drawn with it, and so are pictures of what was found; pages that come as images need
 * none of it.
 */
public enum Drawing {
  /** It is there. */
  INCLUDED,
  /** It was left out when the native executable was built. */
  LEFT_OUT;

  /** Which GraalVM sets in native executables. */
  private static final String NATIVE = "org.graalvm.nativeimage.imagecode";

  /** A JVM has it; a native executable has it if it was built with Quarkus's extension for it. */
  public static Drawing ofThisProgram() {
    // on a JVM nothing is asked: the answer would stick, before the settings of drawing are made
    return System.getProperty(NATIVE) == null ? INCLUDED : of(GraphicsEnvironment::isHeadless);
  }

  /**
   * Tries one of its methods.
   *
   * @param probe throws what Quarkus puts in the place of Java's methods if it is left out
   */
  static Drawing of(Runnable probe) {
    try {
      probe.run();
      return INCLUDED;
    } catch (UnsupportedOperationException e) {
      return LEFT_OUT;
    }
  }
}
