/**
 * Text reading: three tasks around three models ({@code detection}, {@code orientation}, {@code
 * recognition}), and what joins them to the lines of a page. Plain Java.
 */
package dev.quire.task.ocr;
