package dev.quire.cli;

import dev.quire.bulk.OutputForm;
import dev.quire.bulk.Outputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options by which documents are read into files of their own. */
final class OutputOptions {

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = {
        "Reads each document, by /v1/read, into a file of its own: json (a line for each page),"
            + " markdown, text, pdf (with text that can be searched), hocr or alto (lines and words"
            + " with their places). It is called like the document with .jsonl, .md, .txt, .pdf,"
            + " .hocr or .alto.xml after it, and is there once it is whole. The lines in --out then"
            + " tell of documents: the file, its bytes, and the pages it lacks."
      })
  private String to;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = {
        "With --to, the folder under which files have the paths that --out calls their documents"
            + " by. Without it they are beside their documents. A file that is there already and"
            + " was not made by this job is left as it is, and its document is left out."
      })
  private Path into;

  /**
   * What was asked for.
   *
   * @param parameters of each request
   * @return empty for layouts, which have no files
   * @throws IllegalArgumentException if the options make no sense
   */
  Optional<Outputs> outputs(List<Map.Entry<String, String>> parameters) {
    if (to == null && into != null) {
      throw new IllegalArgumentException("--into goes with --to");
    }
    return Optional.ofNullable(to)
        .map(form -> new Outputs(OutputForm.named(form), Optional.ofNullable(into), parameters));
  }

  /** How long to wait where the user does not say; whole documents are silent until they end. */
  String wait(String ofPages) {
    return to == null ? ofPages : "30m";
  }
}
