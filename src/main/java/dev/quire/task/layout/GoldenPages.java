package dev.quire.task.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The few pages inside the application on which two runs of a model are compared, see {@link
 * Agreement}. Thread-safe.
 */
public final class GoldenPages {

  private static final String FOLDER = "golden/";
  private static final List<String> FILES =
      List.of("page-1.jpg", "page-2.jpg", "page-3.jpg", "page-4.jpg");

  private final ClassLoader loader;

  /** Looks for the pages where the current thread's class loader does. */
  public GoldenPages() {
    this(
        Thread.currentThread().getContextClassLoader() == null
            ? GoldenPages.class.getClassLoader()
            : Thread.currentThread().getContextClassLoader());
  }

  /** Looks for the pages in the given loader. */
  public GoldenPages(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The pages as JPEG files, always in the same order. Reads them anew with each call.
   *
   * @throws IllegalStateException if one is missing; the message names it
   * @throws UncheckedIOException if one cannot be read
   */
  public List<byte[]> encoded() {
    return FILES.stream().map(file -> read(FOLDER + file)).toList();
  }

  private byte[] read(String path) {
    try (InputStream stream = loader.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(
            "classpath:%s is missing; expected the %d golden pages that ship with the service"
                .formatted(path, FILES.size()));
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read classpath:" + path, e);
    }
  }
}
