package dev.quire.document.text;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.reading.*;
import java.nio.file.*;
import java.util.*;

public class LayerTool {
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Path path = Path.of(arg);
      try (Document d = new Documents(DocumentSettings.defaults()).open(Files.readAllBytes(path))) {
        WordScore all = WordScore.of(List.of(), List.of());
        for (int p = 1; p <= d.pageCount(); p++) {
          long t = System.nanoTime();
          TextLayer l = d.textLayer(p, () -> false).orElseThrow();
          t = System.nanoTime() - t;
          List<String> ours =
              l.lines().stream()
                  .flatMap(x -> Arrays.stream(x.text().split(" ")))
                  .filter(x -> !x.isEmpty())
                  .toList();
          WordScore s = WordScore.of(ours, Poppler.words(path, p));
          all = all.plus(s);
          System.out.printf(
              "%s p%d f1=%.4f ms=%.1f ours=%d theirs=%d %s%n  ours %s%n  theirs %s%n",
              path.getFileName(),
              p,
              s.f1(),
              t / 1e6,
              s.ours(),
              s.theirs(),
              l.facts().toString().replaceAll("pictures=.*?\\], ", ""),
              s.onlyOurs().stream().limit(30).toList(),
              s.onlyTheirs().stream().limit(30).toList());
          if (System.getProperty("dump") != null)
            for (ReadLine r : l.lines())
              System.out.println("    " + r.mode() + " " + r.area() + " " + r.text());
        }
        System.out.printf("ALL %s f1=%.4f%n", path.getFileName(), all.f1());
      }
    }
  }
}
