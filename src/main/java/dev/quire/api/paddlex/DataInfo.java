package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.document.DocumentKind;
import java.util.List;

/** What a client's file was, as {@code dataInfo} tells it. */
public sealed interface DataInfo {

  /** Sizes are in pixels. */
  record ImageInfo(int width, int height) implements DataInfo {

    @JsonProperty
    String type() {
      return "image";
    }
  }

  /**
   * The pictures of one file. PaddleX knows no such files; whoever expects one picture finds the
   * first.
   *
   * @param width the first one's
   * @param height the first one's
   * @param numPages how many were read
   */
  record ImagesInfo(int width, int height, int numPages, List<PageSize> pages) implements DataInfo {

    @JsonProperty
    String type() {
      return "image";
    }
  }

  /**
   * A document.
   *
   * @param numPages how many were read
   */
  record PdfInfo(int numPages, List<PageSize> pages) implements DataInfo {

    @JsonProperty
    String type() {
      return "pdf";
    }
  }

  /** A page's size in the pixels that coordinates are given in. */
  record PageSize(int width, int height) {}

  /** What the layouts of a file's pages tell of it. */
  static DataInfo ofLayouts(DocumentKind kind, List<Done<Answered>> pages) {
    return of(
        kind,
        pages.stream()
            .map(page -> page.answer().answer())
            .map(page -> new PageSize(page.width(), page.height()))
            .toList());
  }

  /**
   * What the sizes of a file's pages tell of it.
   *
   * @param sizes at least one
   */
  static DataInfo of(DocumentKind kind, List<PageSize> sizes) {
    PageSize first = sizes.get(0);
    return switch (kind) {
      case IMAGE ->
          sizes.size() == 1
              ? new ImageInfo(first.width(), first.height())
              : new ImagesInfo(first.width(), first.height(), sizes.size(), sizes);
      case PDF -> new PdfInfo(sizes.size(), sizes);
    };
  }
}
