package dev.quire.document.searchable;

import java.util.Set;

/**
 * What became of a document.
 *
 * @param pages how many there are in it
 * @param layers how many of them were given text
 * @param words how many words were written
 * @param present how many words were left out because the page has them as text of its own
 * @param notes what whoever gets the document should know
 */
public record Written(int pages, int layers, long words, long present, Set<Note> notes) {

  /** Copies the notes. */
  public Written {
    notes = Set.copyOf(notes);
  }

  /** What is not as it was. */
  public enum Note {
    /** It was encrypted and is not any more. */
    DECRYPTED,
    /**
     * It is signed. What was signed is whole and comes first in the file; the text follows as a
     * later change, which viewers report.
     */
    CHANGED_AFTER_SIGNING,
    /** It was signed and had to be written anew: the signatures do not hold any more. */
    SIGNATURES_LOST,
    /** It is tagged; the text is marked as no part of its structure. */
    OUTSIDE_STRUCTURE
  }
}
