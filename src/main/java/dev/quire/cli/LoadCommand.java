package dev.quire.cli;

import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import dev.quire.load.CsvReport;
import dev.quire.load.HtmlReport;
import dev.quire.load.LoadReport;
import dev.quire.load.LoadRun;
import dev.quire.load.PageWorkload;
import dev.quire.load.PairWorkload;
import dev.quire.load.Step;
import dev.quire.load.StepResult;
import dev.quire.load.Timing;
import dev.quire.load.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quire load}: what a running service does under load. */
@Command(
    name = "load",
    description = {
      "Loads a running service step by step, and prints throughput, latencies, what became of the"
          + " requests, and where the service says the time went.",
      "",
      "A closed loop (--concurrency) has so many clients, each of which sends its next page when"
          + " the last one is answered, or after a pause when it is refused. An open loop (--rate)"
          + " sends pages at random moments, whatever becomes of the others, as the world does."
          + " Latencies run from the moment a page was to be sent, so that a service that stalls"
          + " does not hide it.",
      "",
      "Options:"
    },
    optionListHeading = "",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  quire load --url localhost:8080 --pages scans/ --concurrency 1,2,4,8",
      "  quire load --url localhost:8080 --pages page.jpg --rate 5,10,20 \\",
      "             --deadline 1000 --html report.html --csv report.csv",
      "  quire load --url localhost:8080 --pairs pairs.tsv --batch 32 --rate 50"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all steps were taken, whatever the service answered",
      "1:a page cannot be read, or a report cannot be written",
      "2:the command line makes no sense",
      "3:no request was answered in any step"
    })
final class LoadCommand extends Subcommand {

  private static final int NO_ANSWER = 3;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "The service, such as http://localhost:8080.")
  private String url;

  @Option(
      names = "--pages",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Page images and documents: files, folders or quoted patterns, as with bulk. They are kept"
              + " in memory.")
  private List<String> pages = new ArrayList<>();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Loads /v1/similarity instead: lines of two sentences with a tab between, in UTF-8.")
  private Path pairs;

  @Option(names = "--batch", paramLabel = "N", description = "Pairs a request.", defaultValue = "1")
  private int batch;

  @Option(
      names = "--concurrency",
      split = ",",
      paramLabel = "N",
      description = "A step of a closed loop with so many clients, for each.")
  private List<Integer> concurrency = new ArrayList<>();

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "RATE",
      description = "A step of an open loop with so many requests a second, for each.")
  private List<Double> rates = new ArrayList<>();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long each step counts.",
      defaultValue = "30s")
  private String duration;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      description = "How long each step lasts before that.",
      defaultValue = "5s")
  private String warmUp;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = {
        "By when an answer is in time, in milliseconds; also sent as X-Timeout-Ms, so that the"
            + " service refuses what would be later."
      })
  private Integer deadline;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "After which a request is given up.",
      defaultValue = "60s")
  private String timeout;

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description = "interactive or bulk.",
      defaultValue = "interactive")
  private String priority;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A query parameter, such as threshold=0.5; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--identical",
      description = {
        "Sends page files as they are. Without it, bytes that no decoder reads are added to each, or"
            + " the service would compute pages only once that are in flight together."
      })
  private boolean identical;

  @Option(
      names = "--most-open",
      paramLabel = "N",
      description = "Most requests of an open loop that are open at a time; others are not sent.",
      defaultValue = "1000")
  private int mostOpen;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the open loops' random moments.",
      defaultValue = "1")
  private long seed;

  @Mixin private RequestOptions requests;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the figures there; replaces nothing but an older report.")
  private Path csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Writes a page with plots there, which needs no other file; replaces nothing but an older"
              + " report.")
  private Path html;

  private boolean answered;

  @Override
  void run(PrintWriter out) throws Exception {
    List<Step> steps = read(this::steps);
    read(this::requireReplaceable);
    Timing timing = read(this::timing);
    Duration longest = read(() -> Inputs.time(timeout));
    Workload workload = read(this::workload);
    LoadPrinter printer = new LoadPrinter(out, workload);
    printer.head(url, timing);
    List<StepResult> results =
        new LoadRun(workload, timing, longest, mostOpen, seed).run(steps, printer::step);
    printer.foot(results);
    LoadReport report =
        new LoadReport(
            url,
            workload.description(),
            workload.unit(),
            workload.size(),
            Instant.now(),
            timing,
            results);
    csvFile().ifPresent(file -> file.write(new CsvReport().write(report)));
    htmlFile().ifPresent(file -> file.write(new HtmlReport().write(report)));
    answered = results.stream().anyMatch(result -> result.latency().count() > 0);
  }

  @Override
  int exitCode() {
    return answered ? super.exitCode() : NO_ANSWER;
  }

  private List<Step> steps() {
    List<Step> steps =
        Stream.concat(
                concurrency.stream().map(Step.Closed::new), rates.stream().map(Step.Open::new))
            .map(Step.class::cast)
            .toList();
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("Which load? Give --concurrency, --rate or both");
    }
    if (mostOpen < 1) {
      throw new IllegalArgumentException("--most-open must be at least 1, not " + mostOpen);
    }
    return steps;
  }

  private Timing timing() {
    return new Timing(
        Inputs.time(warmUp),
        Inputs.time(duration),
        Optional.ofNullable(deadline).map(Duration::ofMillis));
  }

  private Workload workload() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(requests.headers(priority));
    if (deadline != null) {
      headers.put("X-Timeout-Ms", String.valueOf(deadline));
    }
    ServiceAddress address =
        new ServiceAddress(
            ServiceAddress.parse(url),
            parameters.stream().map(ServiceAddress::parameter).toList(),
            headers);
    if (pages.isEmpty() == (pairs == null)) {
      throw new IllegalArgumentException("Give either --pages or --pairs");
    }
    return pairs == null
        ? new PageWorkload(address, files(), identical)
        : new PairWorkload(address, PairWorkload.parse(lines(pairs)), batch);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    new InputFiles(pages.stream().map(Input::parse).toList())
        .walk(
            new Input.Visitor() {
              @Override
              public boolean file(Path file) {
                try {
                  return files.add(Files.readAllBytes(file));
                } catch (IOException e) {
                  throw LoadCommand.unreadable(file, e);
                }
              }

              @Override
              public void unreadable(Path path, IOException cause) {
                throw LoadCommand.unreadable(path, cause);
              }
            });
    if (files.isEmpty()) {
      throw new IllegalArgumentException("There is no page in %s".formatted(pages));
    }
    return files;
  }

  private static UncheckedIOException unreadable(Path file, IOException cause) {
    return new UncheckedIOException("%s cannot be read: %s".formatted(file, cause), cause);
  }

  private boolean requireReplaceable() {
    csvFile().ifPresent(ReportFile::requireReplaceable);
    htmlFile().ifPresent(ReportFile::requireReplaceable);
    return true;
  }

  private Optional<ReportFile> csvFile() {
    return Optional.ofNullable(csv).map(path -> new ReportFile(path, CsvReport.BEGINNING));
  }

  private Optional<ReportFile> htmlFile() {
    return Optional.ofNullable(html).map(path -> new ReportFile(path, HtmlReport.BEGINNING));
  }
}
