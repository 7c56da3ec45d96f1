package dev.quire.image;

import org.bytedeco.opencv.global.opencv_core;

/** Settings of the native library that hold for the whole process, made before its first use. */
final class OpenCv {

  static {
    // JavaCPP refuses allocations once the process is twice as large as the Java heap may grow. The
    // models' weights live outside the heap, so that a small heap would stop every page.
    setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // Pages are already decoded in parallel, one to a thread; threads inside a page only contend.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Makes sure the settings are made. */
  static void initialise() {
    // The static initialiser did the work.
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
