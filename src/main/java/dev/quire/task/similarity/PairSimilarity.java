package dev.quire.task.similarity;

/**
 * How similar two sentences are.
 *
 * @param score the probability that they are similar, 0 to 1, of a cross-encoder; the cosine of
 *     their embeddings, −1 to 1, of a bi-encoder. The two cannot be compared
 * @param truncation what of them the model did not read
 */
public record PairSimilarity(double score, Truncation truncation) {}
