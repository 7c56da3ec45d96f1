package dev.quire.train.page;

/**
 * An endless, seeded supply of labelled pages. Implementations are thread-safe, and the same index
 * of the same source always gives the same page.
 */
public interface PageSource {

  Page page(long index);
}
