package dev.quire.document.process;

import dev.quire.document.DocumentSettings;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.PageSize;
import dev.quire.document.searchable.Written;
import dev.quire.image.PageWarning;
import java.util.List;
import java.util.Optional;

/** What the service and a drawing process say to each other. */
sealed interface DrawingMessage {

  /**
   * The first word of the drawing process.
   *
   * @param version of the protocol that it speaks
   */
  record Hello(int version) implements DrawingMessage {}

  /** How it is to read and draw; said once. */
  record Begin(DocumentSettings settings) implements DrawingMessage {}

  /** It has drawn a page of its own making, and the next one is fast. */
  record Ready() implements DrawingMessage {}

  /**
   * A file to be opened.
   *
   * @param request numbers the questions, rising
   * @param document its number from now on
   * @param slot where its bytes lie; free when the answer comes
   */
  record Open(int request, long document, int slot, int bytes, Optional<String> password)
      implements DrawingMessage {}

  /** The file is open. */
  record Opened(int pages) implements DrawingMessage {}

  /** How large is a page? */
  record Measure(int request, long document, int page) implements DrawingMessage {}

  record Measured(PageSize size) implements DrawingMessage {}

  /**
   * A page to be drawn.
   *
   * @param text whether its text layer is to be read, too
   */
  record Draw(int request, long document, int page, boolean text) implements DrawingMessage {}

  /**
   * The page is drawn.
   *
   * @param slot where its pixels lie, until {@link Taken}
   * @param text its text layer, if it was to be read
   */
  record Drawn(
      PageSize size, long nanos, int slot, List<PageWarning> warnings, Optional<TextRead> text)
      implements DrawingMessage {}

  /** The text layer of a page to be read, without drawing the page. */
  record ReadText(int request, long document, int page) implements DrawingMessage {}

  /**
   * The text layer is read.
   *
   * @param slot where it lies, as {@link LayerCodec} puts it, until {@link Taken}
   */
  record TextRead(int slot, int bytes) implements DrawingMessage {}

  /**
   * Text to be added to a file.
   *
   * @param slot where its pages lie, as {@link PagesCodec} puts them; free when the answer comes
   */
  record AddText(int request, long document, int slot, int bytes) implements DrawingMessage {}

  /**
   * The text is added.
   *
   * @param slot where the new file lies, until {@link Taken}
   */
  record TextAdded(int slot, int bytes, Written written) implements DrawingMessage {}

  /** The file does not permit that text is added. */
  record NotPermitted(String message) implements DrawingMessage {}

  /** What lies in slots has been taken; has no answer. */
  record Taken() implements DrawingMessage {}

  /** A document is to be closed; has no answer. */
  record Forget(long document) implements DrawingMessage {}

  /** The answer to a question is not wanted any more, if it is still worked on. */
  record Cancel(int request) implements DrawingMessage {}

  /** The last question was given up, since it was cancelled. */
  record Cancelled() implements DrawingMessage {}

  /**
   * The file or a page of it is refused.
   *
   * @param page its number, 0 for the whole file
   */
  record Refused(InvalidDocumentException.Reason reason, int page, String message)
      implements DrawingMessage {}

  /** The process could not do what it was asked, by no fault of the file's. */
  record Failed(String message) implements DrawingMessage {}

  /** The drawing process is alive. */
  record Beat() implements DrawingMessage {}
}
