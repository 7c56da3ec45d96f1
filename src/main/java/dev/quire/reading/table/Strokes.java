package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.List;

/** Joins runs of neighbouring rows and keeps what is long, thin, straight and nearly level. */
final class Strokes {
  private static final int GAP = 1;

  private final Runs runs;
  private final Groups groups;

  private Strokes(Runs runs) {
    this.runs = runs;
    this.groups = new Groups(runs.count());
  }

  static List<Rule> of(Runs runs) {
    Strokes strokes = new Strokes(runs);
    strokes.join();
    return strokes.straight();
  }

  private void join() {
    int above = 0;
    for (int run = 0; run < runs.count(); run++) {
      while (before(above, run)) {
        above++;
      }
      for (int other = above; touches(other, run); other++) {
        if (runs.last(other) + GAP >= runs.first(run)) {
          groups.join(other, run);
        }
      }
    }
  }

  private boolean before(int above, int run) {
    int line = runs.row(run) - 1;
    return runs.row(above) < line
        || runs.row(above) == line && runs.last(above) + GAP < runs.first(run);
  }

  private boolean touches(int above, int run) {
    return runs.row(above) == runs.row(run) - 1 && runs.first(above) <= runs.last(run) + GAP;
  }

  private List<Rule> straight() {
    LineFit[] fits = new LineFit[runs.count()];
    for (int run = 0; run < runs.count(); run++) {
      int root = groups.root(run);
      if (fits[root] == null) {
        fits[root] = new LineFit();
      }
      fits[root].add(runs.row(run), runs.first(run), runs.last(run));
    }
    List<Rule> straight = new ArrayList<>();
    for (LineFit fit : fits) {
      if (fit != null && fit.thin()) {
        straight.add(fit.rule());
      }
    }
    return straight;
  }
}
