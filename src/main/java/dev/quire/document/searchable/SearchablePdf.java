package dev.quire.document.searchable;

import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.searchable.Written.Note;
import dev.quire.reading.ReadPage;
import dev.quire.reading.TextSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * A PDF file to which invisible text is added. What its pages paint stays as it is; the text comes
 * last, in the order in which it is read, each word at its place. For one thread.
 *
 * <ul>
 *   <li>Pages whose text came from their own layer get none.
 *   <li>Pages that were read by OCR may have text of their own: older OCR, or fonts that do not say
 *       what their characters are. It cannot be removed without rewriting the page, so it stays; of
 *       the words read, those are left out that the page says at the same place.
 *   <li>Encrypted documents are saved without encryption if they permit to be changed and to have
 *       their text extracted.
 *   <li>The change is appended to a signed file, so that what was signed stays whole.
 *   <li>In tagged documents the text is marked as an artifact: content that is neither part of the
 *       structure nor an artifact would break their rules.
 * </ul>
 */
public final class SearchablePdf implements AutoCloseable {

  private final Original original;
  private final InvisibleFonts fonts;
  private final PageLayer layer;
  private final int pageCount;
  private final Set<COSDictionary> changed = Collections.newSetFromMap(new IdentityHashMap<>());
  private long words;
  private long present;

  private SearchablePdf(Original original) {
    this.original = original;
    this.fonts = new InvisibleFonts(original.document().getDocument());
    Streams streams = new Streams(original.document().getDocument());
    this.layer = new PageLayer(streams, fonts, original.tagged());
    this.pageCount = original.document().getNumberOfPages();
  }

  /**
   * Opens a document.
   *
   * @param file a PDF file; kept, not copied: nobody may change it
   * @param password opens an encrypted file; other files need none
   * @param scratch where new streams lie until they are saved
   * @throws InvalidDocumentException if it cannot be read
   * @throws TextNotPermittedException if it is encrypted and does not permit the change
   */
  public static SearchablePdf open(byte[] file, Optional<String> password, Scratch scratch) {
    Original original = Original.open(file, password, scratch);
    try {
      return new SearchablePdf(original);
    } catch (RuntimeException | StackOverflowError e) {
      original.close();
      throw InvalidDocumentException.of(
          Reason.CORRUPT, 0, "The PDF document is damaged and cannot be read");
    }
  }

  /** How many pages the document has. */
  public int pageCount() {
    return pageCount;
  }

  /**
   * Adds what a page says, unless it says so itself. Takes time in proportion to the page's
   * contents and words. Pages may come in any order; of a page that comes again nothing is added.
   *
   * @throws InvalidDocumentException if the page is damaged
   * @throws IndexOutOfBoundsException if the document has no page of that number
   */
  public void add(ReadPage read) {
    Objects.checkIndex(read.number() - 1, pageCount);
    if (read.source() == TextSource.LAYER) {
      return;
    }
    try {
      PDPage page = original.document().getPage(read.number() - 1);
      if (!changed.contains(page.getCOSObject())) {
        add(read, page);
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw InvalidDocumentException.of(
          Reason.CORRUPT,
          read.number(),
          "Page %d of the PDF document is damaged; no text can be added".formatted(read.number()));
    }
  }

  private void add(ReadPage read, PDPage page) throws IOException {
    PageSpace space = PageLayer.space(page, Math.max(1, read.width()), Math.max(1, read.height()));
    PageWords found = new PageWords(space, new OwnWords(OwnText.of(page), space));
    found.add(read);
    present += found.present();
    if (found.words() > 0) {
      layer.add(page, space, found.placed());
      changed.add(page.getCOSObject());
      words += found.words();
    }
  }

  /**
   * Writes the document, once.
   *
   * @param out stays open
   * @throws IOException if {@code out} cannot be written to
   * @throws InvalidDocumentException if the document turns out to be damaged
   */
  public Written save(OutputStream out) throws IOException {
    fonts.finish();
    Set<Note> notes = EnumSet.noneOf(Note.class);
    notes.addAll(original.save(changed, out));
    if (original.tagged() && !changed.isEmpty()) {
      notes.add(Note.OUTSIDE_STRUCTURE);
    }
    return new Written(pageCount, changed.size(), words, present, notes);
  }

  @Override
  public void close() {
    original.close();
  }
}
