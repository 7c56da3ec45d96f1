package dev.quire.api.layout;

import dev.quire.image.PageImage;
import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PreparedPage;
import java.util.Optional;

/**
 * A page before it is prepared. Telling its identity and preparing it may take long: both are done
 * on the CPU pool. Safe to be called from one thread after another; equal to itself alone.
 */
public interface PageSource {

  /** What tells its picture from every other; equal for equal pictures, as far as is known. */
  String identity();

  /**
   * Bytes of memory that preparing it takes; 0 if nothing is decoded for it.
   *
   * @throws dev.quire.image.InvalidImageException if it is refused
   */
  default long decodingBytes(LayoutTask task) {
    return 0;
  }

  /**
   * Brings it to a resolution of the model's.
   *
   * @throws dev.quire.image.InvalidImageException if it is refused
   */
  PreparedPage prepare(LayoutTask task, Resolution resolution);

  /**
   * It has been prepared and is not asked for again: what only preparing needs may go. Quick, and
   * called from any thread.
   */
  default void letGo() {}

  /** Its number in its document, from 1; 0 if it comes alone. */
  default int number() {
    return 0;
  }

  /** An image file; its identity is the SHA-256 of the bytes, in hexadecimal. */
  static PageSource encoded(byte[] image) {
    return new EncodedPage(image, Optional.empty());
  }

  /**
   * An image file that nobody else needs: its bytes are let go of once it is prepared, whoever
   * still holds this. Its identity is that of {@link #encoded}.
   *
   * @param gone to be told when they are
   */
  static PageSource passing(byte[] image, Runnable gone) {
    return new EncodedPage(image, Optional.of(gone));
  }

  /**
   * A page of a document.
   *
   * @param document what tells its document from every other
   * @param number the page's, from 1
   */
  static PageSource of(String document, int number, PageImage page) {
    return new PageSource() {
      @Override
      public String identity() {
        return document + "/" + number;
      }

      @Override
      public int number() {
        return number;
      }

      @Override
      public PreparedPage prepare(LayoutTask task, Resolution resolution) {
        return task.prepare(page, resolution);
      }
    };
  }
}
