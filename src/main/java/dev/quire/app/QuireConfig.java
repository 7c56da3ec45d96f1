package dev.quire.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every setting of Quire's own. The table in {@code src/docs/configuration.md} is made of the
 * Javadoc here: of each accessor its description, its range from {@code @return}, and its default
 * from {@link WithDefault} or from a last sentence that begins with "By default". {@code
 * ConfigurationPageTest} compares the two.
 */
@ConfigMapping(prefix = "quire")
public interface QuireConfig {

  /**
   * Where models run, one worker for each device: {@code auto} (all GPUs, else the CPU), or a list
   * of {@code cpu}, {@code cpu:1}, {@code gpu:0}, and UUIDs {@code GPU-…}, {@code MIG-…} or their
   * beginnings. Several CPU devices share the processors.
   *
   * @return up to 64 devices
   */
  @WithDefault("auto")
  List<String> devices();

  Models models();

  Queue queue();

  Batch batch();

  Prepare prepare();

  Images images();

  Documents documents();

  SimilarityRequests similarity();

  Paddlex paddlex();

  Cache cache();

  Watchdog watchdog();

  Process process();

  Cuda cuda();

  @WithName("tensorrt")
  TensorRt tensorRt();

  Memory memory();

  Pressure pressure();

  Simulated simulated();

  Auth auth();

  Http http();

  Shutdown shutdown();

  /**
   * Who may use the API: everybody, unless there is a key, a file of keys or an OpenID provider.
   */
  interface Auth {

    /** The hashes of a client's API keys, {@code sha256:…}; for a few keys that seldom change. */
    Map<String, List<String>> keys();

    /**
     * A file of API keys, {@code client = sha256:…} on each line, which is read again every 10 s.
     * If it is set, requests need a key.
     */
    Optional<String> keysFile();

    Oidc oidc();
  }

  /** The OpenID provider whose tokens are accepted. */
  interface Oidc {

    /**
     * The OpenID provider whose tokens are accepted, as its tokens name it. Must be set together
     * with {@code quire.auth.oidc.jwks}.
     */
    Optional<String> issuer();

    /**
     * The address of the provider's keys, which its {@code /.well-known/openid-configuration} calls
     * {@code jwks_uri}.
     */
    Optional<String> jwks();

    /**
     * The audience that a token must be issued for, one of these. By default any token of the
     * provider is accepted.
     */
    Optional<List<String>> audience();
  }

  /** The models that are served, by task. */
  interface Models {
    Layout layout();

    Similarity similarity();

    Ocr ocr();

    /**
     * A folder for the graphs that are made of model files, so that the next start need not make
     * them again, and for the engines that TensorRT compiles of them ({@code tensorrt} in it, or
     * {@code tensorrt-cache} in the working directory where this is not set).
     */
    Optional<String> cache();

    /**
     * The precision of the computation; {@code auto} is FP16 on GPUs with tensor cores, INT8 on
     * CPUs for models that have been prepared for it (their graphs are in the folder of {@code
     * quire.models.cache}), and FP32 elsewhere; {@code int8} prepares models at the start, which
     * takes up to minutes the first time, and is as {@code auto} on GPUs.
     *
     * @return {@code auto}, {@code fp32}, {@code fp16} or {@code int8}
     */
    @WithDefault("auto")
    String precision();

    /**
     * Threads that share one run on a CPU; 0 takes one per core, divided among the CPU devices.
     *
     * @return 0 to 1024
     */
    @WithDefault("0")
    int threads();
  }

  /** What every served model has. */
  interface ModelSettings {

    /**
     * Whether the model's native code runs in the service's process or in one process for each
     * device. By default {@code in-process} with ONNX Runtime, {@code process} (which is then
     * required) with Paddle.
     *
     * @return {@code in-process} or {@code process}
     */
    Optional<String> isolation();
  }

  /** The layout model. */
  interface Layout extends ModelSettings {

    /**
     * The folder of the layout model, or {@code classpath:} and a folder inside the application.
     */
    @WithDefault("classpath:models/page-mini")
    String path();

    /**
     * The engine that runs the layout model; {@code simulated} computes nothing and only takes its
     * time, for planning capacity, and then the similarity model is simulated as well.
     *
     * @return {@code onnxruntime}, {@code paddlepaddle} or {@code simulated}
     */
    @WithDefault("onnxruntime")
    String engine();
  }

  /** The model of sentence similarity. */
  interface Similarity extends ModelSettings {

    /** Whether the similarity model is served. */
    @WithDefault("true")
    boolean enabled();

    /**
     * The folder of the similarity model, or {@code classpath:} and a folder inside the
     * application.
     */
    @WithDefault("classpath:models/pair-mini")
    String path();

    /**
     * Where the similarity model runs: some of {@code quire.devices}, or {@code cpu}. By default
     * all of {@code quire.devices}, or the CPU if ONNX Runtime was built without CUDA.
     */
    Optional<List<String>> devices();
  }

  /** The models of text reading. */
  interface Ocr extends ModelSettings {

    /** Whether text is read. */
    @WithDefault("true")
    boolean enabled();

    /**
     * The folder of the models of text reading, or {@code classpath:} and a folder inside the
     * application.
     */
    @WithDefault("classpath:models/ppocr-v4")
    String path();

    /**
     * Whose defaults requests have that do not say otherwise: those of PaddleX's pipeline OCR, of
     * PaddleOCR 2 or of RapidOCR.
     *
     * @return {@code paddlex}, {@code paddleocr} or {@code rapidocr}
     */
    @WithDefault("paddlex")
    String profile();

    /**
     * Whether spaces are put back where the ink has gaps; {@code auto} does so for recognisers that
     * drop those of Latin text.
     *
     * @return {@code auto}, {@code true} or {@code false}
     */
    @WithDefault("auto")
    String spaces();
  }

  /** The bounds of the queue of each model. */
  interface Queue {

    /**
     * Most pages that may wait, and 64 times as many rows of sentence pairs, but at least twice
     * {@code quire.similarity.max-pairs}. A pair is one row with a cross-encoder, and each sentence
     * is one with a bi-encoder. What waits holds at most 2 MiB for each page of this number, at
     * least {@code 512M} and at most 15 % of {@code quire.memory.heap}.
     *
     * @return 1 to 1,000,000
     */
    @WithDefault("256")
    int capacity();

    /**
     * How long a request may take from its arrival to its answer; {@code X-Timeout-Ms} of a request
     * can shorten it.
     *
     * @return 1 ms to 1 h
     */
    @WithDefault("30s")
    Duration timeout();
  }

  /** How batches are formed. */
  interface Batch {

    /**
     * Most pages in a batch, and 500,000 times as many pixels, at least 16,000,000; a single page
     * may always run. Of sentence pairs four times as many rows, and 512 times as many tokens,
     * padding included; a single row may always run.
     *
     * @return 1 to 1024
     */
    @WithDefault("32")
    int maxSize();

    /**
     * How soon an item should be answered; smaller batches are run to meet it.
     *
     * @return 0 to 10 min
     */
    @WithDefault("1s")
    Duration objective();

    /**
     * How long a device may measure batches of growing size before it serves.
     *
     * @return 0 to 10 min
     */
    @WithDefault("5s")
    Duration calibration();
  }

  /** Raw output rows of answered pages, kept so that another threshold costs no inference. */
  interface Cache {

    /**
     * Most memory for the raw output rows of answered pages, which are kept for 10 min; 0 keeps
     * none.
     *
     * @return at least 0
     */
    @WithDefault("0")
    MemorySize bytes();
  }

  /** When a device counts as hung, how long it is quarantined, and how an idle one is watched. */
  interface Watchdog {

    /**
     * A run counts as hung if it takes ten times as long as predicted, but not before this time.
     *
     * @return 0 to 1 h
     */
    @WithDefault("10s")
    Duration floor();

    /**
     * How long a worker process may take to start and to open its model, and each of the first
     * runs, which may compile kernels.
     *
     * @return 1 ms to 1 h; {@code quire.watchdog.floor} where that is longer
     */
    @WithDefault("5m")
    Duration start();

    /**
     * An idle device is probed this long after its last run.
     *
     * @return 1 ms to 1 h
     */
    @WithDefault("10s")
    Duration probeAfter();

    /**
     * The first quarantine of a device that failed; each further one in a row is twice as long, up
     * to 60 times as long and an hour. A device that fails more than 10 times in a row is lost
     * until a restart. Liveness fails when all devices of a model are lost.
     *
     * @return 0 to 1 h
     */
    @WithDefault("1s")
    Duration backoff();
  }

  /**
   * Processes of their own, in which models run if they are isolated, and in which PDF pages are
   * drawn.
   */
  interface Process {

    /**
     * A folder, preferably in memory, through which tensors and pages are passed to worker
     * processes. By default {@code /dev/shm}, or the folder for temporary files where that cannot
     * be written.
     */
    Optional<String> memory();
  }

  /** ONNX Runtime on GPUs. */
  interface Cuda {

    /**
     * Most memory of a session's arena; 0 sets no limit.
     *
     * @return at least 0
     */
    @WithDefault("0")
    MemorySize memoryLimit();
  }

  /** TensorRT, which compiles graphs for a GPU. */
  interface TensorRt {

    /** Whether graphs are compiled with TensorRT; the first start then takes minutes. */
    @WithDefault("false")
    boolean enabled();
  }

  /** The memory of devices, and what requests may hold of the service's own. */
  interface Memory {

    /**
     * Bytes of the heap that all requests may hold together: 25 % of it for bodies and files
     * fetched from URLs, 20 % for drawn pages, 15 % for tensors, 20 % for reading JSON texts and
     * forms and for painting pictures while that lasts, and 20 % for pictures in answers until they
     * are sent. One client has at most half of each part except that for tensors, unless it holds a
     * single item there. What could never fit is answered with 413 or 422, so that a small heap has
     * smaller limits than {@code quarkus.http.limits.max-body-size} says. By default 60 % of the
     * largest heap.
     *
     * @return {@code 1M} to the largest heap
     */
    Optional<MemorySize> heap();

    /**
     * Bytes outside of the heap that images may take together while they are decoded. By default
     * half of what the machine or container has beyond the largest heap, at least {@code 256M}.
     *
     * @return at least {@code 1M}
     */
    Optional<MemorySize> offHeap();

    /**
     * What always stays free of a GPU's memory.
     *
     * @return at least 0
     */
    @WithDefault("512M")
    MemorySize reserve();
  }

  /** What happens when the memory of a device becomes scarce. */
  interface Pressure {

    /**
     * On which devices scarce memory makes batches smaller and lowers the resolution.
     *
     * @return {@code gpu}, {@code all} or {@code none}
     */
    @WithDefault("gpu")
    String devices();

    /**
     * Shares of the memory that is free at rest, that is beyond what the model and the engine hold
     * then; each one that is crossed, and still is after a second of smaller batches, lowers the
     * resolution by a step. It rises by a step when the share has been 0.05 below for 10 s.
     *
     * @return rising, above 0.05 and below 1
     */
    @WithDefault("0.4,0.6,0.8")
    List<Double> thresholds();
  }

  /** Simulated devices, for {@code quire.models.layout.engine=simulated}. */
  interface Simulated {

    /**
     * How long a batch of a size takes, linear between the given sizes.
     *
     * @return sizes rise from 1, times do not fall
     */
    @WithDefault("1:8ms,8:24ms,32:80ms")
    String latency();

    /**
     * What goes wrong, such as {@code gpu:0/slow=3}; a star in the device's place means all
     * devices. The kinds are {@code slow=3}, {@code error-every=100} (pages), {@code
     * hang-every=500:2s} (runs), {@code oom-above=16} and {@code lost-every=1000:5s} (runs). A page
     * that is 666 pixels wide always fails.
     */
    Optional<List<String>> faults();

    /**
     * The memory of each device, of which an opened model holds {@code 1G} and each item of a run
     * {@code 64M}.
     *
     * @return at least 1 byte
     */
    @WithDefault("80G")
    MemorySize memory();
  }

  /** The CPU threads that decode pages and finish answers. */
  interface Prepare {

    /**
     * Threads that finish answers and, when there is none to finish, decode pages; 0 takes one per
     * processor.
     *
     * @return 0 to 1024
     */
    @WithDefault("0")
    int threads();
  }

  /** What an image may be. */
  interface Images {

    /**
     * Most pixels that an image may declare. Its longer side may have twice the square root of
     * this, at least 20,000.
     *
     * @return 1 to 1,073,741,824
     */
    @WithDefault("100000000")
    long maxPixels();

    /**
     * What becomes of a JPEG or a fax (CCITT) whose data are damaged: with {@code warn} it is shown
     * as far as it can be read, with a warning {@code damaged}; with {@code refuse} it is answered
     * with 422. Other formats are refused whenever they are damaged, and all formats if more than
     * half is missing.
     *
     * @return {@code warn} or {@code refuse}
     */
    @WithDefault("warn")
    String damaged();
  }

  /** What a request for similarity may ask. */
  interface SimilarityRequests {

    /**
     * Most pairs, candidates or texts of a request. All its texts may have 1,000 times as many
     * characters, at least 1,000,000, and all its rows 64 times as many tokens, at least 65,536;
     * one text may have 20,000 characters.
     *
     * @return 1 to 1,000,000
     */
    @WithDefault("1000")
    int maxPairs();
  }

  /** PDF documents, and TIFF files of several pages. */
  interface Documents {

    /**
     * Pixels to the inch that PDF pages are drawn with.
     *
     * @return 36 to 600
     */
    @WithDefault("144")
    int dpi();

    /**
     * Most pages of a document that are taken in one request.
     *
     * @return 1 to 100,000
     */
    @WithDefault("1000")
    int maxPages();

    /**
     * Whether the drawing processes are started, fonts looked for and native code loaded when the
     * service starts, not by the first page.
     */
    @WithDefault("true")
    boolean warmUp();

    /**
     * Processes that draw PDF pages; up to as many again are started while pages keep them busy for
     * more than 2 s. One client has pages in all of these together but one. By default one per
     * processor, at most 4, and no more than can have {@code 256M} of heap each.
     *
     * @return 1 to 64
     */
    OptionalInt processes();

    /**
     * The largest heap of each of these processes. By default what the machine or container has
     * beyond the service's own heap, divided by four and among the processes, from {@code 256M} to
     * {@code 1G}.
     *
     * @return at least {@code 64M}
     */
    Optional<MemorySize> heap();
  }

  /** The endpoints of PaddleX's service. */
  interface Paddlex {

    /**
     * Whether {@code /layout-parsing}, {@code /ocr} and {@code /object-detection} draw pictures
     * where the request does not say.
     */
    @WithDefault("true")
    boolean visualize();

    /**
     * A document of which more pages would be read is refused, since the whole answer is held in
     * memory.
     *
     * @return 1 to 100,000
     */
    @WithDefault("100")
    int maxPages();

    Fetch fetch();
  }

  /** Files that clients of these endpoints name by a URL instead of sending them. */
  interface Fetch {

    /**
     * Hosts that URLs may lead to: {@code name} for ports 80 and 443, or {@code name:port}. A file
     * may be as large as a request's body, and has 10 s to come. By default none.
     */
    Optional<List<String>> hosts();

    /** Whether such a host may have a private, loopback or link-local address. */
    @WithDefault("false")
    boolean privateAddresses();
  }

  /** Connections of HTTP clients. */
  interface Http {

    /**
     * How long a body may take to arrive, its wait for memory not counted; then 408.
     *
     * @return 1 ms to 1 h
     */
    @WithDefault("60s")
    Duration bodyTimeout();

    /**
     * Most connections at a time. When all are taken, the one that has been without a request for
     * longest is closed to make room; if all have one, the new connection is closed. While one too
     * many is still there, further ones wait in the system's backlog. By default the limit on open
     * files less 192, from 16 to 10,000.
     *
     * @return 1 to 1,000,000
     */
    OptionalInt maxConnections();

    /**
     * How long the head of a request may take from its first byte; then 408.
     *
     * @return 100 ms to 1 day
     */
    @WithDefault("15s")
    Duration headerTimeout();

    /**
     * How long a connection may be without a request, whatever it sends. Requests in progress, long
     * streams among them, are never idle.
     *
     * @return 100 ms to 1 day
     */
    @WithDefault("75s")
    Duration idleTimeout();
  }

  /** Stopping. */
  interface Shutdown {

    /**
     * How long requests in progress may take to be answered, from the signal to stop; what is left
     * then gets 503. {@code quarkus.shutdown.delay} ({@code 2s}) and {@code
     * quarkus.shutdown.timeout} (by default the same as this) must not be less together, or the
     * service does not start.
     *
     * @return 0 to 1 h
     */
    @WithDefault("20s")
    @WithName("grace")
    Duration grace();
  }
}
