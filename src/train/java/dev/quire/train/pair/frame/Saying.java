package dev.quire.train.pair.frame;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.word.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * A sentence with its blanks, and what fills them.
 *
 * @param line the sentence
 * @param values what fills each blank
 * @param forms which of its value's forms each blank has
 */
public record Saying(String line, Map<String, Value> values, Map<String, String> forms) {

  public Saying {
    values = Map.copyOf(values);
    forms = Map.copyOf(forms);
  }

  /** The sentence with the values, each in a form that chance chooses. */
  public static Saying of(String line, Map<String, Value> values, Dice dice) {
    Map<String, String> forms = new HashMap<>();
    // in the order of the names, so that the same dice fall on the same blanks
    for (String blank : Frame.blanks(line)) {
      forms.put(blank, dice.pick(values.get(blank).forms()));
    }
    return new Saying(line, values, forms);
  }

  /** The same blanks filled alike in another sentence; forms that it lacks are the first ones. */
  public Saying in(String other) {
    Map<String, String> all = new HashMap<>();
    for (String blank : Frame.blanks(other)) {
      all.put(blank, forms.getOrDefault(blank, values.get(blank).forms().get(0)));
    }
    return new Saying(other, values, all);
  }

  /** The same sentence with another value in a blank, in a form that chance chooses. */
  public Saying with(String blank, Value value, Dice dice) {
    Map<String, Value> changed = new HashMap<>(values);
    changed.put(blank, value);
    Map<String, String> all = new HashMap<>(forms);
    all.put(blank, dice.pick(value.forms()));
    return new Saying(line, changed, all);
  }

  /** The sentence as it is written. */
  public String text() {
    String text = line;
    for (Map.Entry<String, String> form : forms.entrySet()) {
      text = text.replace("{" + form.getKey() + "}", form.getValue());
    }
    return text;
  }
}
