package dev.quire.engine;

/** What a run has of something that runs share. Thread-safe. */
@FunctionalInterface
public interface RunPermit {

  /** Of a run that shares nothing. */
  RunPermit NONE = () -> {};

  /** Gives it back; again does nothing. */
  void release();
}
