package dev.quire.device.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MissingLibraryTest {

  private static final LinkageError ERROR =
      (LinkageError)
          new NoClassDefFoundError("Could not initialize class nvml")
              .initCause(new UnsatisfiedLinkError("wrong ELF class\nand more"));

  private static Consumer<String> without(String missing) {
    return file -> {
      if (file.equals(missing)) {
        throw new UnsatisfiedLinkError(
            file + ": cannot open shared object file: No such file or directory");
      }
    };
  }

  @Test
  void withoutCudasDriverThereIsNoDriver() {
    assertEquals(
        "there is no NVIDIA driver (libcuda.so.1 is missing): install it, or give the container"
            + " the GPUs",
        MissingLibrary.explain(ERROR, without("libcuda.so.1")));
  }

  @Test
  void withoutTheManagementLibraryThereIsNoDriverEither() {
    assertEquals(
        "there is no NVIDIA driver (libnvidia-ml.so.1 is missing): install it, or give the"
            + " container the GPUs",
        MissingLibrary.explain(ERROR, without("libnvidia-ml.so.1")));
  }

  @Test
  void withoutTheRuntimeItIsCalledMissing() {
    assertEquals(
        "the CUDA 12 runtime is missing (libcudart.so.12): install it, or use an image that has"
            + " it",
        MissingLibrary.explain(ERROR, without("libcudart.so.12")));
  }

  @Test
  void aLibraryThatIsThereButBrokenIsQuoted() {
    Consumer<String> broken =
        file -> {
          throw new UnsatisfiedLinkError(file + ": invalid ELF header\nand more");
        };

    assertEquals(
        "NVIDIA's libraries cannot be loaded: libcuda.so.1: invalid ELF header",
        MissingLibrary.explain(ERROR, broken));
  }

  @Test
  void aLibraryThatMissesAnotherIsQuoted() {
    Consumer<String> incomplete =
        file -> {
          throw new UnsatisfiedLinkError(
              "libother.so: cannot open shared object file: No such file or directory");
        };

    assertEquals(
        "NVIDIA's libraries cannot be loaded: libother.so: cannot open shared object file: No such"
            + " file or directory",
        MissingLibrary.explain(ERROR, incomplete));
  }

  @Test
  void otherwiseTheFirstCauseIsQuoted() {
    assertEquals(
        "NVIDIA's libraries cannot be loaded: wrong ELF class",
        MissingLibrary.explain(ERROR, file -> {}));
  }

  @Test
  void anErrorWithoutAMessageIsNoProblem() {
    assertEquals(
        "NVIDIA's libraries cannot be loaded: null",
        MissingLibrary.explain(new LinkageError(), file -> {}));
  }
}
