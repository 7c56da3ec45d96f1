package dev.quire.train.loss;

import dev.quire.train.page.Box;

/**
 * One region that the network should find.
 *
 * @param label the class id
 * @param box in pixels of the network's input
 * @param order the region's place in the reading order, from 0 to 1
 */
public record Truth(int label, Box box, float order) {}
