package dev.quire.train.pair;

/**
 * A training example.
 *
 * @param meaning what the anchor says, in a form that equals another's only if both say the same
 * @param anchor a sentence
 * @param same another sentence that says the same
 * @param near a sentence that looks alike and says something else
 * @param edit how {@code near} differs
 */
public record Triplet(String meaning, String anchor, String same, String near, Edit edit) {}
