/**
 * From the regions of a layout model and the lines of a page to blocks in reading order.
 *
 * <p>{@link dev.quire.reading.order.ReadingOrder} is the way in: lines are given to regions, what
 * no region holds becomes a block of its own, and blocks and lines are put in order by cutting the
 * page along its white gaps. Models that rank their regions are asked where geometry alone leaves a
 * choice. {@link dev.quire.reading.order.HeadingLevels} ranks the headings of a page or document.
 */
package dev.quire.reading.order;
