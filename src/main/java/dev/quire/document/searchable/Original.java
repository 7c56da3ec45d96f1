package dev.quire.document.searchable;

import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.WritablePdfs;
import dev.quire.document.searchable.Written.Note;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;

/**
 * A document as somebody sent it: whether it may be changed, and how it is saved then.
 *
 * @param file its bytes
 * @param document open, changed by others
 */
record Original(byte[] file, PDDocument document) implements AutoCloseable {

  /**
   * Opens a document that may be changed.
   *
   * @throws InvalidDocumentException if it cannot be read
   * @throws TextNotPermittedException if it is encrypted and does not grant the change
   */
  static Original open(byte[] file, Optional<String> password, Scratch scratch) {
    PDDocument document = WritablePdfs.open(file, password, scratch.memory());
    AccessPermission permission = document.getCurrentAccessPermission();
    if (document.isEncrypted() && !(permission.canModify() && permission.canExtractContent())) {
      IOUtils.closeQuietly(document);
      throw new TextNotPermittedException(
          "The PDF document is encrypted and does not permit that it is changed and its text"
              + " extracted; no text is added to it");
    }
    return new Original(file, document);
  }

  /** Whether it says of all that it paints what it is (ISO 32000-2, 14.8). */
  boolean tagged() {
    COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
    COSDictionary mark = catalog.getCOSDictionary(COSName.MARK_INFO);
    return catalog.getCOSDictionary(COSName.STRUCT_TREE_ROOT) != null
        || mark != null && mark.getBoolean(COSName.getPDFName("Marked"), false);
  }

  /**
   * Writes it down. A change is appended to a signed file; any other is written anew, without what
   * nothing in it refers to.
   *
   * @param changed the pages that are not as they were
   * @param out stays open
   * @return what is not as it was
   * @throws IOException if {@code out} cannot be written to
   * @throws InvalidDocumentException if the document turns out to be damaged
   */
  Set<Note> save(Set<COSDictionary> changed, OutputStream out) throws IOException {
    Set<Note> notes = EnumSet.noneOf(Note.class);
    Target target = new Target(out);
    try (OutputStream buffered = target.buffered()) {
      if (changed.isEmpty() && !document.isEncrypted()) {
        buffered.write(file);
      } else if (Signatures.isSigned(document) && appends()) {
        notes.add(Note.CHANGED_AFTER_SIGNING);
        document.saveIncremental(buffered, changed);
      } else {
        rewrite(buffered, notes);
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (target.failed() && e instanceof IOException failure) {
        throw failure;
      }
      throw InvalidDocumentException.of(
          Reason.CORRUPT, 0, "The PDF document is damaged and cannot be saved: " + e.getMessage());
    }
    return notes;
  }

  private boolean appends() {
    return !document.isEncrypted() && Signatures.canFollow(file);
  }

  private void rewrite(OutputStream out, Set<Note> notes) throws IOException {
    if (Signatures.isSigned(document)) {
      notes.add(Note.SIGNATURES_LOST);
    }
    if (document.isEncrypted()) {
      notes.add(Note.DECRYPTED);
      document.setAllSecurityToBeRemoved(true);
    }
    document.save(out);
  }

  @Override
  public void close() {
    IOUtils.closeQuietly(document);
  }
}
