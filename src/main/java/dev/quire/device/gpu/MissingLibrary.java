package dev.quire.device.gpu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Explains in one line why the native libraries could not be loaded. */
final class MissingLibrary {

  private record Library(String file, String advice) {}

  private static final String NO_DRIVER =
      "there is no NVIDIA driver (%s is missing): install it, or give the container the GPUs";

  /** In the order in which their lack explains most: without a driver the rest does not matter. */
  private static final List<Library> LIBRARIES =
      List.of(
          new Library("libcuda.so.1", NO_DRIVER),
          new Library("libnvidia-ml.so.1", NO_DRIVER),
          new Library(
              "libcudart.so.12",
              "the CUDA 12 runtime is missing (%s): install it, or use an image that has it"));

  private MissingLibrary() {}

  /**
   * Explains a failure to load. The error itself often does not tell: the second one in a process
   * only says that a class could not be initialised. So the libraries are tried one by one.
   *
   * @param error what was caught
   * @param load loads a library by its file name; throws a {@link LinkageError} if it cannot
   */
  static String explain(LinkageError error, Consumer<String> load) {
    for (Library library : LIBRARIES) {
      try {
        load.accept(library.file());
      } catch (LinkageError e) {
        String detail = firstLine(e);
        // A library may be there and itself miss another one, which its error then names.
        return detail.contains(library.file()) && detail.contains("No such file")
            ? library.advice().formatted(library.file())
            : "NVIDIA's libraries cannot be loaded: " + detail;
      }
    }
    return "NVIDIA's libraries cannot be loaded: " + firstLine(root(error));
  }

  private static Throwable root(Throwable error) {
    Deque<Throwable> chain = new ArrayDeque<>();
    for (Throwable t = error; t != null && !chain.contains(t); t = t.getCause()) {
      chain.push(t);
    }
    return chain.peek();
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }
}
