/**
 * Makes Markdown and plain text of pages whose blocks are in reading order.
 *
 * <p>A page becomes {@link dev.quire.reading.write.Piece pieces}, {@link
 * dev.quire.reading.write.Flow} joins those that run over a column or page break, and a {@link
 * dev.quire.reading.write.Renderer} writes each. Entry points: {@link
 * dev.quire.reading.write.MarkdownWriter} and {@link dev.quire.reading.write.PlainTextWriter}.
 */
package dev.quire.reading.write;
