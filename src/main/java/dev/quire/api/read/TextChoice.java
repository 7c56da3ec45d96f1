package dev.quire.api.read;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a request wants characters to come from. */
public enum TextChoice {
  /** From the text layer where it can be trusted, else recognised. */
  AUTO,
  /** From the text layer, whatever it is like; nothing is recognised. */
  LAYER,
  /** Recognised, whatever the text layer says. */
  OCR;

  /** The choice of a name; empty if there is none. */
  static Optional<TextChoice> named(String name) {
    return Arrays.stream(values()).filter(choice -> choice.id().equals(name)).findFirst();
  }

  /** The names of all. */
  static List<String> ids() {
    return Arrays.stream(values()).map(TextChoice::id).toList();
  }

  /** What requests call it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
