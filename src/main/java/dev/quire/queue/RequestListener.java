package dev.quire.queue;

/** Hears of every request's end, once, on the thread that ended it; must be quick and not throw. */
@FunctionalInterface
public interface RequestListener {

  /**
   * @param client whose request it was
   */
  void ended(String client, Outcome outcome);
}
