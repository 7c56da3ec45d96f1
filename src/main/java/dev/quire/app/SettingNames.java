package dev.quire.app;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that settings have, as keys and as environment variables, and what is wrong with names
 * that none has: a misspelt name would otherwise leave the default in force unnoticed. Immutable.
 */
final class SettingNames {

  private static final String PREFIX = "quire.";
  private static final String VARIABLE_PREFIX = "QUIRE_";

  /** A name is taken for another one's misspelling if no more than this share of it differs. */
  private static final double ALIKE = 0.2;

  /** And for one that is called so elsewhere, if it has the same last word. */
  private static final double ALIKE_BUT_FOR_ITS_PLACE = 0.34;

  /** Read by the command line, which may be called where it is set, and the service's own. */
  private static final String API_KEY = "QUIRE_API_KEY";

  /**
   * What Kubernetes gives to a container about services, such as one that is called quire: {@code
   * QUIRE_SERVICE_HOST}, {@code QUIRE_PORT_8080_TCP_ADDR}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "QUIRE_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?"
              + "|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private final List<String> names;
  private final Pattern keys;
  private final Pattern variables;

  /**
   * @param names of all settings; {@code *} stands for a word that users choose, and {@code [*]}
   *     for a place in a list
   */
  SettingNames(Collection<String> names) {
    this.names = names.stream().filter(name -> !name.endsWith("]")).sorted().toList();
    this.keys = any(names, SettingNames::keyPattern);
    this.variables = any(names, SettingNames::variablePattern);
  }

  private static Pattern any(Collection<String> names, UnaryOperator<String> pattern) {
    return Pattern.compile(names.stream().map(pattern).collect(Collectors.joining("|")));
  }

  private static String keyPattern(String name) {
    return name.replace(".", "\\.").replace("[*]", "\\[\\d+]").replace("*", ".+");
  }

  private static String variablePattern(String name) {
    return variable(name).replaceAll("_0(?=_|$)", "_\\\\w+");
  }

  /** As environment variables are called: capitals and underscores. */
  private static String variable(String key) {
    return key.replace("*", "0").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * What is wrong with the names among these that begin as settings do; others are others'.
   *
   * @param keys of system properties and files, with or without a profile before them
   * @param environment names of environment variables
   * @return a sentence for each key that no setting has, and for each variable that resembles a
   *     setting's and is none; empty if there is none
   */
  Optional<String> complaint(Collection<String> keys, Collection<String> environment) {
    Stream<String> unknownKeys =
        new TreeSet<>(keys)
            .stream()
                .map(key -> key.replaceFirst("^%[^.]+\\.", ""))
                .filter(key -> key.startsWith(PREFIX) && !this.keys.matcher(key).matches())
                .distinct()
                .map(key -> "There is no setting " + key + suggestion(key, name -> name));
    Stream<String> unknownVariables =
        new TreeSet<>(environment)
            .stream()
                .filter(this::isUnknownVariable)
                .filter(name -> !variableSuggestion(name).isEmpty())
                .map(
                    name ->
                        "No setting has the environment variable "
                            + name
                            + variableSuggestion(name));
    return Optional.of(
            Stream.concat(unknownKeys, unknownVariables).collect(Collectors.joining("\n")))
        .filter(text -> !text.isEmpty());
  }

  /**
   * Environment variables that begin as those of settings do and resemble none: they may be
   * others', such as a version that an image has.
   */
  List<String> foreign(Collection<String> environment) {
    return environment.stream()
        .filter(this::isUnknownVariable)
        .filter(name -> variableSuggestion(name).isEmpty())
        .sorted()
        .toList();
  }

  private String variableSuggestion(String name) {
    return suggestion(name.toUpperCase(Locale.ROOT), SettingNames::variable);
  }

  private boolean isUnknownVariable(String name) {
    String capitals = name.toUpperCase(Locale.ROOT);
    return capitals.startsWith(VARIABLE_PREFIX)
        && !capitals.equals(API_KEY)
        && !SERVICE_LINK.matcher(capitals).matches()
        && !variables.matcher(capitals).matches();
  }

  /** The end of a sentence about a name. */
  private String suggestion(String unknown, UnaryOperator<String> form) {
    // a word that its user chose is no misspelling
    String word = lastWord(unknown);
    String nearest = null;
    double least = Double.MAX_VALUE;
    for (String name : names) {
      String candidate = form.apply(name.replace("*", word));
      boolean moved = !name.contains("*") && lastWord(candidate).equals(word);
      int distance = distance(unknown, candidate);
      if (distance <= (moved ? ALIKE_BUT_FOR_ITS_PLACE : ALIKE) * unknown.length()) {
        // one that is called so in another place goes before one that is called almost so
        double rank = moved ? distance - unknown.length() : distance;
        if (rank < least) {
          least = rank;
          nearest = form.apply(name.replace("*", "CLIENT"));
        }
      }
    }
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  private static String lastWord(String name) {
    return name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('_')));
  }

  /** How many characters must be put in, left out or replaced to make one text of the other. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
