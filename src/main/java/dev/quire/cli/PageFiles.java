package dev.quire.cli;

import dev.quire.image.InvalidImageException;
import dev.quire.model.Resolution;
import dev.quire.precision.ReportPages;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PreparedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Page images, from a folder or those that ship with the service. */
final class PageFiles implements ReportPages {

  private static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff");
  private static final double MB = 1e6;

  private final List<Page> pages;

  /** A page that is not there, cannot be read or is no image; the message names it. */
  static final class UnreadablePageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadablePageException(String message) {
      super(message);
    }

    UnreadablePageException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private interface Source {
    byte[] read() throws IOException;
  }

  private record Page(String name, Source source) {}

  private PageFiles(List<Page> pages) {
    this.pages = pages;
  }

  /** The golden pages. */
  static PageFiles golden() {
    List<byte[]> encoded = new GoldenPages().encoded();
    return new PageFiles(
        IntStream.range(0, encoded.size())
            .mapToObj(i -> new Page("golden page " + (i + 1), () -> encoded.get(i)))
            .toList());
  }

  /**
   * The images of a folder by name, not those of folders in it.
   *
   * @throws UnreadablePageException if there are none
   */
  static PageFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UnreadablePageException(
          "%s is not a folder; expected one with page images".formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Page> pages =
          files
              .filter(file -> isImage(file) && Files.isRegularFile(file))
              .sorted()
              .map(file -> new Page(file.toString(), () -> Files.readAllBytes(file)))
              .toList();
      if (pages.isEmpty()) {
        throw new UnreadablePageException(
            "There is no page in %s; expected files that end in %s"
                .formatted(folder, String.join(", ", ENDINGS)));
      }
      return new PageFiles(pages);
    } catch (IOException e) {
      throw new UnreadablePageException(
          "The folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * Decodes all pages.
   *
   * @throws UnreadablePageException if one cannot be read, or all together take too much memory
   */
  @Override
  public List<PreparedPage> prepared(LayoutTask task, Resolution resolution) {
    long bytes = pages.size() * PreparedPage.sizeInBytes(resolution);
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (bytes > most) {
      throw new UnreadablePageException(
          String.format(
              Locale.ROOT,
              "%d pages of %s take %.0f MB, more than the %.0f MB there are for them; take fewer"
                  + " pages or raise Java's -Xmx",
              pages.size(),
              resolution,
              bytes / MB,
              most / MB));
    }
    return pages.stream().map(page -> prepared(page, task, resolution)).toList();
  }

  private static PreparedPage prepared(Page page, LayoutTask task, Resolution resolution) {
    try {
      return task.prepare(page.source().read(), resolution);
    } catch (InvalidImageException e) {
      throw new UnreadablePageException(page.name() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnreadablePageException(
          "The page %s cannot be read: %s".formatted(page.name(), e.getMessage()), e);
    }
  }
}
