package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Table;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How like the truth the tables are that are read from disturbed words and rules. */
class TableSimilarityTest {
  private static final int TABLES = 60;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void findsCellsOf(Kind kind) {
    double structure = 0;
    double text = 0;
    int none = 0;
    for (int seed = 0; seed < TABLES; seed++) {
      MadeTable made = new TableMade(kind, seed).make();
      Optional<Table> read = new TableReader().read(made.area(), made.lines(), made.rules());
      none += read.isEmpty() ? 1 : 0;
      double one = read.map(t -> new Teds(false).similarity(t, made.truth())).orElse(0.0);
      structure += one;
      text += read.map(t -> new Teds(true).similarity(t, made.truth())).orElse(0.0);
      if (Boolean.getBoolean("tables.print") && one < 0.9) {
        System.out.printf(
            Locale.ROOT,
            "%s %d: %.3f%n%s%n%s%n",
            kind,
            seed,
            one,
            new HtmlTable().write(made.truth()),
            read.map(new HtmlTable()::write).orElse("none"));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "TEDS %s: structure %.4f, with text %.4f, %d of %d not read%n",
        kind,
        structure / TABLES,
        text / TABLES,
        none,
        TABLES);
    double least =
        switch (kind.rules) {
          case GRID -> 0.95;
          case ROWS, STUB, BOOKTABS -> 0.9;
          case NONE -> 0.8;
        };
    assertTrue(structure / TABLES >= least, "structure " + structure / TABLES);
    assertTrue(text / TABLES >= least, "with text " + text / TABLES);
  }
}
