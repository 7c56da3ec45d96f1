package dev.quire.natives;

/**
 * JavaCPP's settings. It reads them once, when the first of its classes is used, whichever library
 * that is for: whoever may be that first must make the settings before.
 */
public final class JavaCpp {

  private JavaCpp() {}

  /**
   * Lifts the limit on the process's memory: JavaCPP refuses allocations once the process is
   * several times as large as the Java heap may grow, and models' weights and CUDA live outside the
   * heap, so that a small heap would stop every page. Settings that were given stay. Loads nothing
   * of JavaCPP; idempotent.
   */
  public static void configure() {
    String limit = "org.bytedeco.javacpp.maxPhysicalBytes";
    if (System.getProperty(limit) == null) {
      System.setProperty(limit, "0");
    }
  }
}
