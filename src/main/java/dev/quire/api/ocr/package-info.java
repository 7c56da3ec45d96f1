/**
 * {@code POST /v1/ocr}: the lines of text of a page or document. A page goes through up to three
 * queues: that of detection, then its lines through those of orientation and recognition, where
 * they wait beside the lines of all other pages.
 */
package dev.quire.api.ocr;
