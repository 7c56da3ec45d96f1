package dev.quire.queue;

/** Hears of every ticket's end, once, on the thread that ended it; must be quick and not throw. */
@FunctionalInterface
public interface TicketListener {

  /**
   * @param client whose ticket it was
   */
  void ended(String client, Outcome outcome);
}
