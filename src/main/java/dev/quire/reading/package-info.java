/**
 * What a page says, in the order in which it is read: documents, pages, blocks, lines, words and
 * tables as plain values.
 *
 * <p>Nothing here knows a model, a file format, HTTP or a thread. {@code order} joins the regions
 * of a layout model with lines of text, {@code table} finds cells, {@code write} makes Markdown and
 * plain text.
 */
package dev.quire.reading;
