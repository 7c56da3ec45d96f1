package dev.quire.cli;

import dev.quire.model.SimilarityModel;
import dev.quire.precision.ReportPairs;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.LengthMix;
import dev.quire.task.similarity.SentencePair;
import dev.quire.task.similarity.SimilarityTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sentence pairs to measure with, from a file or those that ship with the service. */
final class PairFiles {

  private static final int MADE = 128;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;
  private static final long SEED = 41;

  private static final String COMMENT = "#";
  private static final String SIMILAR = "1";
  private static final String OTHER = "0";
  private static final String EXPECTED =
      "two sentences, parted by a tab, and in every line or in none a third column, 1 if they are"
          + " similar and else 0";

  private PairFiles() {}

  /**
   * The golden pairs, and {@value #MADE} more made of them: all the golden ones are short, and each
   * of the others' rows has any number of tokens from {@value #SHORTEST} to {@value #LONGEST}, or
   * to what the model takes.
   */
  static ReportPairs golden(SimilarityModel model, SimilarityTasks tasks) {
    List<SentencePair> golden = new GoldenPairs().pairs();
    List<SentencePair> made =
        new LengthMix(model.mode(), tasks::tokens, golden)
            .pairs(MADE, SHORTEST, Math.min(LONGEST, model.maxLength()), SEED);
    return ReportPairs.unlabelled(Stream.concat(golden.stream(), made.stream()).toList());
  }

  /**
   * The pairs of a file of UTF-8: a line each, with a third column if it is known which are
   * similar. Empty lines and those that begin with # are left out.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalStateException if it holds anything else; the message names file and line
   */
  static ReportPairs in(Path file) {
    List<SentencePair> pairs = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.startsWith(COMMENT)) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      boolean labelled = columns.length == 3 && List.of(OTHER, SIMILAR).contains(columns[2]);
      // as the first line of all has it
      boolean expected = pairs.isEmpty() ? labelled : !labels.isEmpty();
      if (columns.length != 2 && !labelled || labelled != expected) {
        throw new IllegalStateException(
            "%s, line %d: '%s'; expected %s".formatted(file, number, line, EXPECTED));
      }
      pairs.add(new SentencePair(columns[0], columns[1]));
      if (labelled) {
        labels.add(columns[2].equals(SIMILAR));
      }
    }
    try {
      return new ReportPairs(pairs, labels.isEmpty() ? Optional.empty() : Optional.of(labels));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The pairs in %s cannot be read: %s".formatted(file, e), e);
    }
  }
}
