package dev.quire.task.ocr.recognition;

import dev.quire.model.ModelException;
import dev.quire.model.OcrModel.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the classes of a recogniser mean. The first is the blank. Immutable and thread-safe. */
public final class Charset {

  private static final String SPACE = " ";

  private final List<String> characters;

  private Charset(List<String> characters) {
    this.characters = List.copyOf(characters);
  }

  /**
   * Fits a list of characters to a graph: its classes are the blank, the list, and a space, unless
   * the graph has no room for one.
   *
   * @param recognizer what messages call the graph
   * @param classes how many it has
   * @throws ModelException if they do not fit; the message says which file has how many
   */
  public static Charset of(Characters listed, String recognizer, int classes) {
    int entries = listed.entries().size();
    if (classes != entries + 1 && classes != entries + 2) {
      throw new ModelException(
          ("%s has %d classes, but %s lists %d characters; expected %d with the blank, or %d with a"
                  + " space too")
              .formatted(recognizer, classes, listed.source(), entries, entries + 1, entries + 2));
    }
    List<String> characters = new ArrayList<>(listed.entries());
    if (classes == entries + 2) {
      characters.add(SPACE);
    }
    return new Charset(characters);
  }

  /** How many classes there are, the blank among them. */
  public int classes() {
    return characters.size() + 1;
  }

  /** The class that means a text; empty if none does. */
  OptionalInt index(String text) {
    int at = characters.indexOf(text);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at + 1);
  }

  /**
   * What a class means.
   *
   * @param index 1 or more: the blank means nothing
   */
  String character(int index) {
    return characters.get(index - 1);
  }
}
