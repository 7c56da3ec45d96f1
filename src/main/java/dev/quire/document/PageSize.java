package dev.quire.document;

/**
 * The size of an upright page.
 *
 * @param width columns in pixels, at least 1
 * @param height rows in pixels, at least 1
 */
public record PageSize(int width, int height) {}
