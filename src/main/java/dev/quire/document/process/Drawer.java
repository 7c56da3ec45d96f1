package dev.quire.document.process;

import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.memory.MemoryReservation;
import dev.quire.reading.ReadPage;
import java.util.List;

/**
 * A process that draws, one thing at a time. Whoever has borrowed it asks; anybody may have it
 * forget a document, or end it.
 *
 * <p>Whatever is asked fails with {@link dev.quire.document.InvalidDocumentException} if the file
 * or the page is refused, also since it takes too long; with {@link
 * dev.quire.process.ProcessLostException} if the process ends meanwhile; with {@link
 * java.util.concurrent.CancellationException} if nobody waits any more. A process that does not
 * react in time is ended.
 */
interface Drawer {

  /** Opens a file, and lets go of others if there are too many. */
  void open(DocumentFile file, DrawingCaller watch);

  /** Whether it has the file open. */
  boolean holds(DocumentFile file);

  /** How many pages a file has that it has open. */
  int pages(DocumentFile file);

  /** How many files it has open. */
  int documents();

  /** The size that a page of an open file will have. */
  PageSize measure(DocumentFile file, int page, DrawingCaller watch);

  /** Draws a page of an open file. */
  Bitmap draw(DocumentFile file, int page, DrawingCaller watch);

  /** Draws a page of an open file and reads its text layer. */
  PageWithText drawWithText(DocumentFile file, int page, DrawingCaller watch);

  /** Reads the text layer of a page of an open file. */
  TextLayer text(DocumentFile file, int page, DrawingCaller watch);

  /**
   * Adds text to an open file.
   *
   * @param held takes what the new file takes before its bytes are here
   * @throws dev.quire.document.searchable.TextNotPermittedException if the file does not permit it
   * @throws dev.quire.memory.MemoryExhaustedException if there is no room for it
   */
  Searchable addText(
      DocumentFile file, List<ReadPage> pages, MemoryReservation held, DrawingCaller watch);

  /** Closes a file, if it has it open. Returns at once. */
  void forget(DocumentFile file);

  /** Closes all files. Returns at once. */
  void forgetAll();

  /** Whether it has ended or is about to, so that it is of no use any more. */
  boolean isOver();

  /** Ends it. Returns at once. */
  void end();

  /** Gives back the memory that is shared with it, when it is over and nobody uses it any more. */
  void release();
}
