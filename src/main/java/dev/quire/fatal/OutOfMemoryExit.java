package dev.quire.fatal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process where it stands when an {@link OutOfMemoryError} has reached the top of a thread
 * or the framework: some thread is gone or some state half made, and who knows which. The exit code
 * is that of the virtual machine's {@code -XX:+ExitOnOutOfMemoryError}. An error that was caught
 * where it happened, such as that of one page, never comes here. Allocates nothing once it is made;
 * thread-safe.
 */
public final class OutOfMemoryExit implements UncaughtExceptionHandler {

  /** The exit code of a process that ran out of memory. */
  public static final int CODE = 3;

  private static final int DEEPEST = 20;

  private final byte[] farewell =
      "Out of memory: the process ends with exit code 3. Give it more, such as with -Xmx\n"
          .getBytes(StandardCharsets.US_ASCII);
  private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);

  /** From now on, threads that end with an error say so here. */
  public void takeThreads() {
    Thread.setDefaultUncaughtExceptionHandler(this);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    endIfOutOfMemory(failure);
    System.err.printf("Exception in thread \"%s\" ", thread.getName());
    failure.printStackTrace();
  }

  /** Ends the process if that is what a failure means, and else does nothing. */
  public void endIfOutOfMemory(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        end();
      }
      cause = cause.getCause();
    }
  }

  /** Ends the process at once: no hook runs, which might need memory. */
  public void end() {
    try {
      errors.write(farewell);
    } catch (IOException | RuntimeException | Error e) {
      // nobody is left to be told
    } finally {
      Runtime.getRuntime().halt(CODE);
    }
  }
}
