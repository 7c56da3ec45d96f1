package dev.quire.api.paddlex;

/**
 * An answer ready to be sent.
 *
 * @param envelope what is sent
 * @param json the same, UTF-8
 */
public record Reply(Envelope envelope, byte[] json) {}
