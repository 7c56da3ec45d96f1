/**
 * The way of every document, whatever is asked of its pages: received, opened, drawn page by page,
 * each page given to a {@link dev.quire.api.document.PageWork}, the answers in order.
 */
package dev.quire.api.document;
