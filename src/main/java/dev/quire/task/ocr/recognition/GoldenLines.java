package dev.quire.task.ocr.recognition;

import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.LineImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines that ship with the service, in English and Chinese, dark on light and light on dark, for
 * comparing a model with itself. Thread-safe.
 */
public final class GoldenLines {

  private static final String FOLDER = "golden/lines/";
  private static final int LINES = 8;

  private final ClassLoader loader;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /** Looks for the lines where the current thread's class loader does. */
  public GoldenLines() {
    this(
        Thread.currentThread().getContextClassLoader() == null
            ? GoldenLines.class.getClassLoader()
            : Thread.currentThread().getContextClassLoader());
  }

  /** Looks for the lines in the given loader. */
  public GoldenLines(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The lines, always in the same order. Reads them anew with each call.
   *
   * @throws IllegalStateException if one is missing; the message names it
   */
  public List<LineImage> images() {
    return IntStream.rangeClosed(1, LINES)
        .mapToObj(number -> read(FOLDER + "line-%d.png".formatted(number)))
        .toList();
  }

  private LineImage read(String path) {
    try (InputStream stream = loader.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("classpath:%s is missing".formatted(path));
      }
      Bitmap line = decoder.first(stream.readAllBytes()).bitmap();
      return new LineImage(line.width(), line.height(), line.bgr());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read classpath:" + path, e);
    }
  }
}
