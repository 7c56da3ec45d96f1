package dev.quire.api.layout;

import dev.quire.api.document.PageSource;
import dev.quire.model.Resolution;

/**
 * What decides a page's raw rows: its picture, and the size it is read at. One key space belongs to
 * one model in one precision.
 *
 * @param picture as {@link PageSource#identity()} tells it
 */
record PageKey(String picture, Resolution resolution) {}
