package dev.quire.train.eval;

import dev.quire.train.page.Box;

/**
 * One region that a model found.
 *
 * @param label the class id
 * @param rank the region's rank in the reading order
 */
public record Detection(int label, double score, Box box, double rank) {}
