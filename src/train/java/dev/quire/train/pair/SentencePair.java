package dev.quire.train.pair;

/**
 * Two sentences and what is known of them by construction.
 *
 * @param edit how the right one came from the left one, which also says how alike they are
 */
public record SentencePair(Language language, String left, String right, Edit edit) {}
