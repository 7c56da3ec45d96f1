/**
 * {@code POST /v1/ocr}: the lines of text of a page or document. A page goes through up to four
 * queues: those of its own orientation and of detection, then its lines through those of their
 * orientation and of recognition, where they wait beside the lines of all other pages.
 */
package dev.quire.api.ocr;
