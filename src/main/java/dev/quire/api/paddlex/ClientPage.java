package dev.quire.api.paddlex;

import dev.quire.api.layout.PageSource;
import dev.quire.image.PageImage;

/**
 * A page of a client's file.
 *
 * @param number from 1
 * @param source the page for the model
 * @param image the page to draw on
 * @param letGo to be told when the page is not needed any more
 */
record ClientPage(int number, PageSource source, PageImage image, Runnable letGo) {}
