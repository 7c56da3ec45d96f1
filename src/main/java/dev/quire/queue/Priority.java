package dev.quire.queue;

/** The classes of requests; a higher one goes first, but never starves a lower one. */
public enum Priority {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  /** Work in bulk, which fills the gaps. */
  BULK
}
