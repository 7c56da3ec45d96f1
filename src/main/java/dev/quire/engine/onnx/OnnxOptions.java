package dev.quire.engine.onnx;

/**
 * How sessions are set up.
 *
 * @param intraOpThreads threads that share the work of one operator; 0 leaves it to ONNX Runtime,
 *     which takes one per physical core
 * @param spinning whether those threads wait busily for work. It saves microseconds a run and burns
 *     the cores that decode the next pages
 */
public record OnnxOptions(int intraOpThreads, boolean spinning) {

  public OnnxOptions {
    if (intraOpThreads < 0) {
      throw new IllegalArgumentException(
          "intraOpThreads must not be negative, but is " + intraOpThreads);
    }
  }

  /** ONNX Runtime's own number of threads, no spinning: the choice for a shared server. */
  public static OnnxOptions defaults() {
    return new OnnxOptions(0, false);
  }
}
