/**
 * Text reading: four tasks around up to four models ({@code orientation} of pages and of lines,
 * {@code detection}, {@code recognition}), and what joins them to the lines of a page. Plain Java.
 */
package dev.quire.task.ocr;
