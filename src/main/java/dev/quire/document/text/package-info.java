/**
 * The text layer of a PDF page: its characters with their places, joined to words and lines, and
 * whether they can be trusted to say what the page shows.
 *
 * <p>{@link dev.quire.document.text.PageText} reads it with PDFBox, from a document that somebody
 * else has opened; all other public types are plain values.
 */
package dev.quire.document.text;
