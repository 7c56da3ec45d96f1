/**
 * Searchable PDF files: a document as it was, with what was read on its pages as text that can be
 * selected, copied and searched but not seen.
 *
 * <p>{@link dev.quire.document.searchable.SearchablePdf} lays text over the pages of a PDF file,
 * {@link dev.quire.document.searchable.PicturePdf} makes a file of page pictures. Nothing here has
 * a thread or a state of its own; hostile files belong in a worker process.
 */
package dev.quire.document.searchable;
