package dev.quire.auth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys in force at this moment: those of the settings, which stay, and those of a file, which
 * is read again. Thread-safe; {@link #refresh} is for one thread.
 */
public final class KeyRing {

  private final List<KnownKey> settled;
  private final Optional<KeyFile> file;
  private volatile ApiKeys current;
  private String read;

  /**
   * @throws IllegalArgumentException if the file cannot be read or says nonsense, or the keys do
   *     not go together
   */
  public KeyRing(List<KnownKey> settled, Optional<KeyFile> file) {
    this.settled = List.copyOf(settled);
    this.file = file;
    try {
      this.read = textOfFile();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
    this.current = keys(read);
  }

  /** The keys in force. */
  public ApiKeys current() {
    return current;
  }

  /**
   * Reads the file again.
   *
   * @return the number of keys now in force, if the file had changed
   * @throws IOException if it cannot be read; the keys stay as they are
   * @throws IllegalArgumentException if it has changed and says nonsense; the keys stay as they
   *     are, and this is said once for each change
   */
  public Optional<Integer> refresh() throws IOException {
    String text = textOfFile();
    if (text.equals(read)) {
      return Optional.empty();
    }
    read = text;
    current = keys(text);
    return Optional.of(current.size());
  }

  private String textOfFile() throws IOException {
    return file.isPresent() ? file.get().text() : "";
  }

  private ApiKeys keys(String text) {
    List<KnownKey> all = new ArrayList<>(settled);
    all.addAll(KeyFile.parse(text));
    return new ApiKeys(all);
  }
}
