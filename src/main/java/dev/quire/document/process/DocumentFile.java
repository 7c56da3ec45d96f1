package dev.quire.document.process;

import java.util.Optional;

/**
 * A file that drawing processes open, each for itself. Equal to itself alone.
 *
 * @param number by which the processes know it; unique
 * @param bytes not to be changed
 * @param password what opens it, if it is encrypted
 */
record DocumentFile(long number, byte[] bytes, Optional<String> password) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
