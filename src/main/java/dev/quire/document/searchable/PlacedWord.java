package dev.quire.document.searchable;

import dev.quire.reading.Area;

/**
 * What is written into one box: a word, or the space between two of them.
 *
 * @param text in the order in which it is seen, from left to right or from top to bottom; no
 *     control characters and no half characters
 * @param area its box, in pixels
 * @param vertical whether its characters follow one another downwards
 */
record PlacedWord(String text, Area area, boolean vertical) {}
