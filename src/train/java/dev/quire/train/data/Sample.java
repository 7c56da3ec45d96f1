package dev.quire.train.data;

import dev.quire.train.loss.Targets;

/**
 * A training image ready for the network.
 *
 * @param size the height and width in pixels
 * @param pixels height × width × RGB
 */
public record Sample(int size, byte[] pixels, Targets targets) {}
