package dev.quire.train.pair.eval;

import ai.onnxruntime.OrtException;
import dev.quire.train.pair.Edit;
import dev.quire.train.pair.Edit.Grade;
import dev.quire.train.pair.Language;
import dev.quire.train.pair.SentencePair;
import dev.quire.train.pair.Split;
import dev.quire.train.pair.SyntheticPairs;
import dev.quire.train.run.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures an exported similarity model, and a baseline beside it, on pairs of words and statements
 * that training never saw and on hand-written ones. Thresholds are chosen on further pairs of the
 * training's words and statements.
 *
 * <pre>EvaluatePair MODEL-FOLDER [--each N] [--seed S]</pre>
 */
public final class EvaluatePair {

  private static final Locale NONE = Locale.ROOT;

  /** A scorer's judgement of a pair. */
  private record Judged(SentencePair pair, double score) {

    Scored scored() {
      return new Scored(score, pair.edit().grade().value());
    }

    boolean same() {
      return pair.edit().grade() == Grade.SAME;
    }
  }

  /** A scorer, its name and its threshold. */
  private record Contestant(String name, Scorer scorer, double threshold) {

    static Contestant of(String name, Scorer scorer, List<SentencePair> known) {
      return new Contestant(name, scorer, Agreement.bestThreshold(scored(judge(scorer, known))));
    }
  }

  private EvaluatePair() {}

  public static void main(String[] args) throws IOException, OrtException {
    Options options = Options.parse(args, Set.of("each", "seed"));
    int each = (int) options.whole("each", 200);
    long seed = options.whole("seed", 987_654_321);
    PrintStream out = System.out;
    try (OnnxPairs model = new OnnxPairs(Path.of(options.plain().get(0)))) {
      List<SentencePair> known =
          new SyntheticPairs(~seed, Split.TRAIN)
              .pairs(each).stream().filter(p -> p.edit() != Edit.NEW_SYNONYM).toList();
      List<SentencePair> unseen = new SyntheticPairs(seed, Split.HELD_OUT).pairs(each);
      List<Contestant> contestants =
          List.of(
              Contestant.of("pair-mini", model, known),
              Contestant.of("bigrams", new SharedBigrams(), known));
      for (Contestant c : contestants) {
        out.printf(NONE, "%s: threshold %.3f%n", c.name, c.threshold);
        out.printf("  what training knows%n");
        report(out, c, judge(c.scorer, known));
        out.printf("  held out%n");
        report(out, c, judge(c.scorer, unseen));
        hand(out, c, "English", HandWritten.english());
        hand(out, c, "Chinese", HandWritten.chinese());
      }
    }
  }

  private static void report(PrintStream out, Contestant c, List<Judged> all) {
    for (Language language : Language.values()) {
      List<Judged> here = all.stream().filter(j -> j.pair.language() == language).toList();
      out.printf(
          NONE,
          "  %-8s %-12s Spearman %.3f  AUC %.3f  accuracy %.3f%n",
          language,
          "ALL",
          Agreement.spearman(scored(here)),
          Agreement.auc(
              scores(here.stream().filter(Judged::same).toList()),
              scores(here.stream().filter(j -> !j.same()).toList())),
          Agreement.accuracy(scored(here), c.threshold));
      for (Grade grade : Grade.values()) {
        for (Edit edit : Edit.of(grade)) {
          edit(out, c, edit, here);
        }
      }
    }
  }

  /** One edit's pairs against all pairs of the other kind, the same or not. */
  private static void edit(PrintStream out, Contestant c, Edit edit, List<Judged> all) {
    List<Judged> mine = all.stream().filter(j -> j.pair.edit() == edit).toList();
    if (mine.isEmpty()) {
      return;
    }
    boolean same = edit.grade() == Grade.SAME;
    List<Double> others = scores(all.stream().filter(j -> j.same() != same).toList());
    out.printf(
        NONE,
        "  %-8s %-12s mean %.2f  AUC %.3f  accuracy %.3f  (%d)%n",
        "",
        edit,
        mine.stream().mapToDouble(Judged::score).average().orElseThrow(),
        same ? Agreement.auc(scores(mine), others) : Agreement.auc(others, scores(mine)),
        Agreement.accuracy(scored(mine), c.threshold),
        mine.size());
  }

  /** Hand-written pairs, and how those that say the same stand against sentences put together. */
  private static void hand(
      PrintStream out, Contestant c, String language, List<HandWritten.Pair> pairs) {
    List<Scored> scored =
        pairs.stream()
            .map(p -> new Scored(c.scorer.score(p.left(), p.right()), p.same() ? 1 : 0))
            .toList();
    List<Double> same = scored.stream().filter(Scored::same).map(Scored::score).toList();
    List<Double> rest = scored.stream().filter(s -> !s.same()).map(Scored::score).toList();
    List<Double> shuffled =
        IntStream.range(0, pairs.size())
            .mapToObj(
                i -> c.scorer.score(pairs.get(i).left(), pairs.get((i + 1) % pairs.size()).right()))
            .toList();
    out.printf(
        NONE,
        "  hand-written %s: AUC %.3f against look-alikes, %.3f against others, accuracy %.3f (%d)%n",
        language,
        Agreement.auc(same, rest),
        Agreement.auc(same, shuffled),
        Agreement.accuracy(scored, c.threshold),
        scored.size());
  }

  private static List<Judged> judge(Scorer scorer, List<SentencePair> pairs) {
    return pairs.stream().map(p -> new Judged(p, scorer.score(p.left(), p.right()))).toList();
  }

  private static List<Scored> scored(List<Judged> judged) {
    return judged.stream().map(Judged::scored).toList();
  }

  private static List<Double> scores(List<Judged> judged) {
    return judged.stream().map(Judged::score).toList();
  }
}
