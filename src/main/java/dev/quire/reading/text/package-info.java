/**
 * What the text of single lines tells: the kinds of its characters, whether it goes on, and the
 * mark of a list that it begins with.
 */
package dev.quire.reading.text;
