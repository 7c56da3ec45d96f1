package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonProperty;
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

  /** A page's size in the pixels that the regions are given in. */
  record PageSize(int width, int height) {}

  /** What the layouts of a file's pages tell of it. */
  static DataInfo of(FileType type, List<PageLayout> pages) {
    return switch (type) {
      case IMAGE -> new ImageInfo(pages.get(0).width(), pages.get(0).height());
      case PDF ->
          new PdfInfo(
              pages.size(),
              pages.stream().map(page -> new PageSize(page.width(), page.height())).toList());
    };
  }
}
