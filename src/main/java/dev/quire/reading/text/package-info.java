/**
 * Properties of single lines of text: the kinds of characters, whether a sentence goes on, and the
 * mark of a list that it begins with.
 */
package dev.quire.reading.text;
