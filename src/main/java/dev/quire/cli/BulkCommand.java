package dev.quire.cli;

import dev.quire.bulk.BulkJob;
import dev.quire.bulk.BulkListener;
import dev.quire.bulk.BulkReport;
import dev.quire.bulk.BulkSettings;
import dev.quire.bulk.BulkWork;
import dev.quire.bulk.Outputs;
import dev.quire.bulk.ResultNames;
import dev.quire.bulk.Shard;
import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quire bulk}: the layout of any number of files, a line a page, or their text. */
@Command(
    name = "bulk",
    description = {
      "Lays out files and appends a line of JSON for each page to a file; or, with --to, reads each"
          + " into a file of its own.",
      "",
      "Killed at any moment and begun again, it goes on where it was: pages that have their line"
          + " are left out, an unfinished last line is cut off. Lines come in the order in which"
          + " pages are finished. A page is {\"input\": …, \"page\": 1, \"result\": {…}} or"
          + " {\"input\": …, \"page\": 1, \"problem\": {…}}; \"page\" is null where a whole file"
          + " cannot be read, is empty, or is no image and no document. A result with"
          + " \"warnings\" is of a page that is not shown faithfully; they say why. A file that"
          + " changes between runs keeps the lines it has, and a warning says so; remove its lines,"
          + " or those with problems, to have them done again.",
      "",
      "With --to a line is of a document: {\"input\": …, \"page\": null, \"result\": {\"bytes\": …,"
          + " \"complete\": true, \"file\": …}} or a problem. Pages that cannot be read are left out"
          + " of the file; \"complete\" is false then, and \"missing\" tells which and why.",
      "",
      "Options:"
    },
    optionListHeading = "",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  quire bulk scans/ report.pdf --out results.jsonl",
      "  quire bulk 'archive/**/*.tif' --out results.jsonl --url http://gpu-1:8080",
      "  quire bulk /data --out part-3.jsonl --shard 3/8 --url http://quire:8080",
      "  quire bulk scans/ --to markdown --into texts/ --out texts.jsonl --param text=ocr",
      "  java -Dquire.devices=gpu:0 -jar quarkus-run.jar bulk scans/ --out r.jsonl"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every page or document has its result",
      "1:every page or document has its line, but some have a problem in it, or something was left out: a folder"
          + " that cannot be read, a link that leads nowhere, a FIFO, a file too large for memory, a document whose place has another file",
      "2:the command line makes no sense",
      "3:the job ended early: the message says why, and the same command goes on from there"
    },
    exitCodeOnExecutionException = BulkCommand.ENDED_EARLY)
final class BulkCommand extends Subcommand {

  static final int ENDED_EARLY = 3;
  private static final int WITH_PROBLEMS = 1;

  private final ServiceHost host;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = {
        "Files of any name; folders, searched with all below them for pdf, jpg, jpeg, png, webp,"
            + " bmp, tif and tiff; or quoted patterns of such files: * and ? within a name, **"
            + " across folders, {a,b}, [a-z]."
      })
  private List<String> inputs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {
        "Where the lines are appended. One process at a time may do so. A file with anything else in"
            + " it is refused and left as it is."
      })
  private Path out;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "A running service, such as http://localhost:8080. Without it, the service is started in"
            + " this process for the job's time, with the settings that stand before -jar."
      })
  private String url;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = {
        "Only the I-th of N parts, I from 0; in an Indexed Job, \"$JOB_COMPLETION_INDEX/8\". Files"
            + " are dealt out by the SHA-256 of their names in the results, each with all its"
            + " pages. Each part needs its own --out."
      },
      defaultValue = "0/1")
  private String shard;

  @Option(
      names = "--relative-to",
      paramLabel = "DIR",
      description = {
        "Calls files by their paths from this folder. Without it they are called as they were"
            + " given; a job must then be resumed with the same paths. Names are read as UTF-8,"
            + " whatever the locale; a byte that is none is written as \\xE9, a backslash that such a"
            + " text follows by chance as \\x5C."
      })
  private Path root;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description =
          "A query parameter of /v1/layout, such as threshold=0.5 or shape=poly, or with --to of"
              + " /v1/read, such as text=ocr or pages=1-3; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Mixin private OutputOptions outputs;

  @Mixin private RequestOptions requests;

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description = "bulk gives way to others' pages; interactive does not.",
      defaultValue = "bulk")
  private String priority;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Most requests at a time. For several GPUs behind one address, raise it.",
      defaultValue = "16")
  private int inFlight;

  @Option(
      names = "--in-flight-bytes",
      paramLabel = "SIZE",
      description = {
        "Most bytes of files in all requests at a time, such as 64M; the service holds them, too. A"
            + " larger file goes alone. At most an eighth of the heap where the service runs in this"
            + " process."
      },
      defaultValue = "64M")
  private String inFlightBytes;

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "Most pages of a document in a request; the whole file is sent with each request. With --to"
              + " documents are asked for as a whole.",
      defaultValue = "16")
  private int window;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description = {
        "How long to go on while the service is unreachable, or refuses all pages, before the job"
            + " ends early: 10m, or with --to 30m, where this is not given."
      })
  private String patience;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = {
        "How often a page may fail by the service's fault (an error of the model, a lost"
            + " connection, a deadline) before it has a problem. Refusals of a busy service do not"
            + " count."
      },
      defaultValue = "5")
  private int retries;

  @Option(
      names = "--longest-pause",
      paramLabel = "TIME",
      description = "Most to wait before a page is sent again, even if Retry-After says more.",
      defaultValue = "30s")
  private String longestPause;

  @Option(
      names = "--silence",
      paramLabel = "TIME",
      description = {
        "How long the service may send nothing while it is asked: 2m, or with --to 30m, where this"
            + " is not given; of most forms nothing is sent before the whole document is read."
      })
  private String silence;

  @Option(
      names = "--with-timing",
      description = {
        "Keeps timing, device and batch_size in results. Without them, the same pages give the same"
            + " lines each time."
      })
  private boolean withTiming;

  private BulkReport report;

  BulkCommand(ServiceHost host) {
    this.host = host;
  }

  @Override
  void run(PrintWriter printed) throws Exception {
    List<Map.Entry<String, String>> query =
        read(() -> parameters.stream().map(ServiceAddress::parameter).toList());
    Optional<Outputs> texts = read(() -> outputs.outputs(query));
    List<Input> found = read(() -> inputs.stream().map(Input::parse).toList());
    BulkSettings settings = read(this::settings);
    Shard part = read(() -> Shard.parse(shard));
    Optional<URI> service = read(() -> Optional.ofNullable(url).map(ServiceAddress::parse));
    Map<String, String> headers = read(() -> requests.headers(priority));
    BulkListener standing =
        new BulkProgress(
            Terminal.ofErrors(err()), texts.isPresent() ? "documents" : "pages", System::nanoTime);
    report =
        new BulkJob(
                new InputFiles(found),
                new ResultNames(Optional.ofNullable(root)),
                part,
                texts
                    .map(BulkWork::texts)
                    .orElseGet(() -> BulkWork.layouts(new Documents(DocumentSettings.defaults()))),
                settings,
                standing)
            .run(
                out,
                () ->
                    service
                        .map(address -> new ServiceAddress(address, query, headers))
                        .orElseGet(() -> own(query, headers)));
    new BulkSummary(report, texts.isPresent(), out).print(printed);
  }

  /** Starts the service here, which takes no key but its own. */
  private ServiceAddress own(List<Map.Entry<String, String>> query, Map<String, String> headers) {
    ServiceHost.OwnService own = host.startForMyself();
    Map<String, String> all = new HashMap<>(headers);
    all.put(RequestOptions.KEY_HEADER, own.key().text());
    return new ServiceAddress(own.address(), query, all);
  }

  private BulkSettings settings() {
    return new BulkSettings(
        inFlight,
        url == null
            ? Math.min(Inputs.bytes(inFlightBytes), Runtime.getRuntime().maxMemory() / 8)
            : Inputs.bytes(inFlightBytes),
        window,
        retries,
        Inputs.time(patience == null ? outputs.wait("10m") : patience),
        Inputs.time(longestPause),
        Inputs.time(silence == null ? outputs.wait("2m") : silence),
        withTiming);
  }

  @Override
  int exitCode() {
    return report.isFlawless() ? super.exitCode() : WITH_PROBLEMS;
  }
}
