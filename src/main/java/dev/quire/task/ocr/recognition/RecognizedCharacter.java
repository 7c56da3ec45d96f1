package dev.quire.task.ocr.recognition;

/**
 * A character of a line.
 *
 * @param text as the charset has it, usually one code point
 * @param column where it was kept, from 0
 * @param probability how likely it is, 0 to 1
 */
public record RecognizedCharacter(String text, int column, float probability) {}
