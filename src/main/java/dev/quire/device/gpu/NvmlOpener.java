package dev.quire.device.gpu;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens NVIDIA's management library once and remembers the answer, good or bad: a library that
 * failed to load cannot be loaded again in the same process. Keep one instance for the process.
 * Thread-safe.
 */
public final class NvmlOpener {

  /** What opens a library; may throw a {@link LinkageError}. */
  @FunctionalInterface
  interface Opening {
    NvmlOpening open();
  }

  private final Opening library;
  private NvmlOpening answer;

  /** Opens the real library; the memory of this process and its children counts as its own. */
  public NvmlOpener() {
    this(NvmlOpener::ownProcesses);
  }

  /**
   * Opens the real library.
   *
   * @param ownProcesses the numbers of the processes whose memory counts as Quire's own; asked at
   *     every reading
   */
  public NvmlOpener(Supplier<Set<Long>> ownProcesses) {
    this.library = () -> BytedecoNvml.open(ownProcesses);
  }

  private NvmlOpener(Opening library) {
    this.library = library;
  }

  /** Opens something else than the real library. */
  static NvmlOpener of(Opening library) {
    return new NvmlOpener(library);
  }

  /**
   * The library, or why there is none. The first call may take a second; never throws for a missing
   * library, driver or binding.
   */
  public synchronized NvmlOpening open() {
    if (answer == null) {
      answer = tryOpen();
    }
    return answer;
  }

  private NvmlOpening tryOpen() {
    try {
      return library.open();
    } catch (LinkageError e) {
      // Missing libraries of NVIDIA are explained where they are loaded: what is left is that the
      // bindings are not on the class path, or not for this platform.
      return new NvmlOpening.Absent("the CUDA bindings cannot be loaded: " + e.getMessage());
    }
  }

  private static Set<Long> ownProcesses() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(ProcessHandle::pid)
        .collect(Collectors.toUnmodifiableSet());
  }
}
