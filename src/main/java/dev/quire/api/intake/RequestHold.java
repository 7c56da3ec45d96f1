package dev.quire.api.intake;

/** What a request keeps in memory until it is answered. Thread-safe. */
public interface RequestHold {

  /** Of its body so many bytes are left, perhaps in another form. */
  void shrinkTo(long bytes);

  /** Nothing of its body is in memory any more. */
  void release();

  /** Takes a step once the answer has been sent or its client has left; at once if that is so. */
  void whenSent(Runnable step);
}
