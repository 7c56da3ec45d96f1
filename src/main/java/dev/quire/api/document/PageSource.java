package dev.quire.api.document;

import dev.quire.document.PageWithText;
import dev.quire.document.text.TextLayer;
import dev.quire.image.ImageDecoder;
import dev.quire.image.PageImage;
import java.util.Optional;

/**
 * A page before it is prepared. Telling its identity and preparing it may take long: both are done
 * on the CPU pool. Safe to be called from one thread after another; equal to itself alone.
 */
public interface PageSource {

  /** What tells its picture from every other; equal for equal pictures, as far as is known. */
  String identity();

  /**
   * Its picture; of an image file its header is read and checked, its pixels not yet.
   *
   * @param decoder reads image files
   * @throws dev.quire.image.InvalidImageException if it is refused
   */
  PageImage image(ImageDecoder decoder);

  /**
   * It has been prepared and is not asked for again: what only preparing needs may go. Quick, and
   * called from any thread.
   */
  default void letGo() {}

  /**
   * What its text layer says, in pixels of its picture; empty where it has none or none was asked
   * for.
   */
  default Optional<TextLayer> textLayer() {
    return Optional.empty();
  }

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
  static PageSource of(String document, int number, PageWithText page) {
    return decoded(document + "/" + number, number, page);
  }

  /**
   * A page whose picture is there.
   *
   * @param identity what tells it from every other
   * @param number its own in its document, from 1; 0 if it comes alone
   */
  static PageSource decoded(String identity, int number, PageWithText page) {
    return new DecodedPage(identity, number, page);
  }
}
