package dev.quire.image;

import dev.quire.natives.JavaCpp;
import org.bytedeco.opencv.global.opencv_core;

/** Settings of the native library that hold for the whole process, made before its first use. */
final class OpenCv {

  static {
    JavaCpp.configure();
    // Pages are already decoded in parallel, one to a thread; threads inside a page only contend.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Makes sure the settings are made. */
  static void initialise() {
    // The static initialiser did the work.
  }
}
