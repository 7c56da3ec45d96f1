/**
 * Finds the cells of a table from its ruling lines and the alignment of its words, without a
 * learned model.
 *
 * <p>{@link dev.quire.reading.table.RuleFinder} finds ruling lines in the picture of a table,
 * {@link dev.quire.reading.table.TableReader} makes cells of lines of text and ruling lines, {@link
 * dev.quire.reading.table.HtmlTable} writes them.
 */
package dev.quire.reading.table;
