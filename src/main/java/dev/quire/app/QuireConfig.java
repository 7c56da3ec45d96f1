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

/** Every setting of Quire's own. The README's table explains them to operators. */
@ConfigMapping(prefix = "quire")
public interface QuireConfig {

  /** Where models run, one worker each: {@code auto}, or names and UUIDs of devices. */
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

  Autoscale autoscale();

  Auth auth();

  Http http();

  Shutdown shutdown();

  /** Who may use the API; everybody, unless there is a key, a file of keys, or a provider. */
  interface Auth {

    /** The hashes of each client's keys, {@code sha256:…}. */
    Map<String, List<String>> keys();

    /** A file of more keys, {@code client = sha256:…} in each line, which is read again. */
    Optional<String> keysFile();

    /** How often the file is read. */
    @WithDefault("10s")
    Duration keysRefresh();

    Oidc oidc();
  }

  /** The OpenID provider whose tokens are taken. */
  interface Oidc {

    /** The provider, as its tokens name it. */
    Optional<String> issuer();

    /** Where its keys are: what its {@code /.well-known/openid-configuration} calls jwks_uri. */
    Optional<String> jwks();

    /** What tokens must be meant for: one of these. */
    Optional<List<String>> audience();

    /** What they are signed with. */
    @WithDefault("RS256")
    String algorithm();
  }

  /** The models served, by task. */
  interface Models {
    Layout layout();

    Similarity similarity();

    /** A folder for graphs made of the models' files, so that the next start need not make them. */
    Optional<String> cache();
  }

  /** What every served model has. */
  interface ModelSettings {

    /**
     * Where its native code runs: {@code in-process} or {@code process}; by default in-process,
     * Paddle always in processes of its own.
     */
    Optional<String> isolation();

    /** What it computes in: {@code auto}, {@code fp32} or {@code fp16}. */
    @WithDefault("auto")
    String precision();

    /** Threads that share one run; 0 divides the processors among the CPU devices. */
    @WithDefault("0")
    int threads();
  }

  /** The layout model. */
  interface Layout extends ModelSettings {

    /** Its folder, or {@code classpath:} and a folder inside the application. */
    @WithDefault("classpath:models/page-mini")
    String path();

    /** The engine that runs it: {@code onnxruntime}, {@code paddlepaddle} or {@code simulated}. */
    @WithDefault("onnxruntime")
    String engine();

    /**
     * Whether outlines are simplified by the width of the page's widest box, where PaddleX takes
     * its right edge less the upper one.
     */
    @WithDefault("false")
    boolean trueWidths();
  }

  /** The model of sentence similarity. */
  interface Similarity extends ModelSettings {

    /** Whether it is served at all. */
    @WithDefault("true")
    boolean enabled();

    /** Its folder, or {@code classpath:} and a folder inside the application. */
    @WithDefault("classpath:models/pair-mini")
    String path();

    /**
     * The engine that runs it: {@code onnxruntime}, or {@code simulated} where the layout model's
     * is; by default whichever of the two goes with that.
     */
    Optional<String> engine();

    /** Where it runs: some of {@code quire.devices}, or {@code cpu}; by default on all of them. */
    Optional<List<String>> devices();
  }

  /** The bounds of the queue. */
  interface Queue {

    /** Most pages that may wait. */
    @WithDefault("256")
    int capacity();

    /** Most rows of sentence pairs that may wait: a pair has one, or one for each sentence. */
    @WithDefault("16384")
    int rows();

    /**
     * Most bytes that the waiting pages may hold, and the waiting rows; by default 512M, or a fifth
     * of {@code quire.memory.heap} if that is less.
     */
    Optional<MemorySize> bytes();

    /** How long a request may take from its arrival to its answer; requests may shorten it. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** How tickets are gathered. */
  interface Batch {

    /** Most pages in a batch. */
    @WithDefault("32")
    int maxSize();

    /** Most pixels in a batch, at the model's resolution. */
    @WithDefault("16000000")
    long maxPixels();

    /** Most rows of sentence pairs in a batch. */
    @WithDefault("128")
    int maxRows();

    /** Most tokens in a batch, padding included. */
    @WithDefault("16384")
    long maxTokens();

    /** How soon an item should be answered; smaller batches are run to meet it. */
    @WithDefault("1s")
    Duration objective();

    /** How long a device may measure batches of growing size before it serves. */
    @WithDefault("5s")
    Duration calibration();
  }

  /** Raw rows of answered pages, kept so that another threshold costs no inference. */
  interface Cache {

    /** Most memory for them; 0 keeps none. */
    @WithDefault("0")
    MemorySize bytes();

    /** How long they are kept. */
    @WithDefault("10m")
    Duration age();
  }

  /** When a device counts as hung, how long it rests, and how an idle one is watched. */
  interface Watchdog {

    /** A run may take so many times as long as predicted. */
    @WithDefault("10")
    double multiple();

    /** A run may always take this long. */
    @WithDefault("10s")
    Duration floor();

    /** The first runs may take this long: they may compile kernels. */
    @WithDefault("5m")
    Duration start();

    /** An idle device is probed this long after its last run. */
    @WithDefault("10s")
    Duration probeAfter();

    /** The first quarantine; each further one in a row is twice as long. */
    @WithDefault("1s")
    Duration backoff();

    /** The longest quarantine. */
    @WithDefault("1m")
    Duration longestBackoff();

    /** After so many failures in a row a device is lost, and the service asks to be restarted. */
    @WithDefault("10")
    int mostStrikes();
  }

  /** Worker processes, where models run isolated. */
  interface Process {

    /** A folder in memory where tensors are passed on; {@code /dev/shm} by default. */
    Optional<String> memory();

    /** Options of their JVMs. */
    @WithDefault("-Xmx512m")
    List<String> javaOptions();

    /** How long one may give no sign of life before it is ended. */
    @WithDefault("10s")
    Duration silence();
  }

  /** ONNX Runtime on GPUs. */
  interface Cuda {

    /** Most memory a session's arena may take; 0 sets no limit. */
    @WithDefault("0")
    MemorySize memoryLimit();

    /** How the arena grows: {@code same-as-requested} or {@code next-power-of-two}. */
    @WithDefault("same-as-requested")
    String arena();

    /** How convolutions are chosen: {@code heuristic}, {@code exhaustive} or {@code default}. */
    @WithDefault("heuristic")
    String search();

    /** Whether FP32 products may be computed in TF32. */
    @WithDefault("true")
    boolean tf32();
  }

  /** TensorRT, which compiles the graph for the device, before CUDA. */
  interface TensorRt {

    @WithDefault("false")
    boolean enabled();

    /** Where compiled engines are kept. */
    @WithDefault("tensorrt-cache")
    String cache();

    /** Most memory TensorRT may use to try out kernels; 0 leaves it to TensorRT. */
    @WithDefault("0")
    MemorySize workspace();
  }

  /** The memory of devices, and what requests may hold of the service's own. */
  interface Memory {

    /**
     * Bytes of the heap that all requests may hold together: bodies, drawn pages, tensors and
     * answers; 60 % of the largest heap by default.
     */
    Optional<MemorySize> heap();

    /**
     * Bytes outside of the heap that images may take together while they are decoded; by default
     * half of what the machine or container has beyond the largest heap.
     */
    Optional<MemorySize> offHeap();

    /** How long a body may wait for memory before it is refused. */
    @WithDefault("2s")
    @WithName("wait")
    Duration bodyWait();

    /** What always stays free of each GPU. */
    @WithDefault("512M")
    MemorySize reserve();

    /** How often it is read. */
    @WithDefault("1s")
    Duration sample();
  }

  /** What becomes of pages when memory is scarce. */
  interface Pressure {

    /** On which devices: {@code gpu}, {@code all} or {@code none}. */
    @WithDefault("gpu")
    String devices();

    /**
     * Shares of the memory beyond what the model and the engine hold at rest; each one crossed
     * lowers the resolution by a step.
     */
    @WithDefault("0.4,0.6,0.8")
    List<Double> thresholds();

    /** How far below a threshold the share must fall before the resolution rises again. */
    @WithDefault("0.05")
    double margin();

    /** And for how long. */
    @WithDefault("10s")
    Duration hold();

    /** How long smaller batches are tried before the resolution steps down. */
    @WithDefault("1s")
    Duration settle();
  }

  /** Devices that are not there, for {@code engine=simulated}. */
  interface Simulated {

    /** How long a batch of a size takes. */
    @WithDefault("1:8ms,8:24ms,32:80ms")
    String latency();

    /** What goes wrong, such as {@code gpu:0/slow=3}. */
    Optional<List<String>> faults();

    /** The memory of each device. */
    @WithDefault("16G")
    MemorySize memory();

    /** What the opened model holds. */
    @WithDefault("1G")
    MemorySize modelBytes();

    /** What each page of a run holds. */
    @WithDefault("64M")
    MemorySize pageBytes();
  }

  /** The CPU pool that decodes pages and finishes answers. */
  interface Prepare {

    /** Its threads; 0 takes one per processor. */
    @WithDefault("0")
    int threads();

    /** Of each model, most pages or requests that wait to be prepared. */
    @WithDefault("128")
    int pending();

    /** After this time a page's preparation counts as stuck, and another thread takes over. */
    @WithDefault("30s")
    Duration stuckAfter();
  }

  /** What an image may be. */
  interface Images {

    /** Most pixels an image may declare. */
    @WithDefault("100000000")
    long maxPixels();

    /** Longest side in pixels. */
    @WithDefault("20000")
    int maxSide();

    /** What becomes of a damaged image that can be shown all the same: {@code warn, refuse}. */
    @WithDefault("warn")
    String damaged();
  }

  /** What a request for similarity may ask. */
  interface SimilarityRequests {

    /** Most pairs, candidates or texts. */
    @WithDefault("1000")
    int maxPairs();

    /** Most characters of one text. */
    @WithDefault("20000")
    int maxText();

    /** Most characters of all texts together. */
    @WithDefault("1000000")
    int maxCharacters();

    /** Most tokens of all rows together. */
    @WithDefault("65536")
    int maxTokens();
  }

  /** PDF files and TIFF files of several pages. */
  interface Documents {

    /** Pixels to the inch that PDF pages are drawn with. */
    @WithDefault("144")
    int dpi();

    /** Most pages of a document that are taken at once. */
    @WithDefault("1000")
    int maxPages();

    /** Whether fonts and native code are loaded when the service starts, not by the first page. */
    @WithDefault("true")
    boolean warmUp();

    /**
     * How many processes draw PDF pages; by default one for each processor, four at most, and no
     * more than there are 256M of memory for.
     */
    OptionalInt processes();

    /**
     * The largest heap of each; by default what the machine has beyond the service's own heap,
     * divided by four and among the processes, from 256M to 1G.
     */
    Optional<MemorySize> heap();

    /** Most pages of a document that are drawn ahead of the one that is sent next. */
    @WithDefault("8")
    int ahead();
  }

  /** The endpoints of PaddleX's service. */
  interface Paddlex {

    /** Whether answers carry pictures where the request does not say; PaddleX's do. */
    @WithDefault("true")
    boolean visualize();

    /** How many pages of a document are read, the rest left out as PaddleX does; all by default. */
    OptionalInt pages();

    /** Documents of which more pages would be read are refused: an answer is one JSON in memory. */
    @WithDefault("100")
    int maxPages();

    Fetch fetch();
  }

  /** Files that clients name by a URL instead of sending them. */
  interface Fetch {

    /** Hosts they may lie on, {@code name} or {@code name:port}; none by default. */
    Optional<List<String>> hosts();

    /** Whether a listed host may have an address inside: this machine's, a private network's. */
    @WithDefault("false")
    boolean privateAddresses();

    /** Most bytes of a file. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** How long looking up, connecting and the transfer may take together. */
    @WithDefault("10s")
    Duration timeout();
  }

  /** What {@code GET /v1/autoscale} advises. */
  interface Autoscale {

    /** How long what waits may take; while it takes longer, more instances are advised. */
    @WithDefault("5s")
    Duration target();

    /** Most instances that are advised. */
    @WithDefault("100")
    int maxReplicas();
  }

  /** Connections of HTTP clients. */
  interface Http {

    /** How long a body may take to come in, from its head to its last byte; then 408. */
    @WithDefault("60s")
    Duration bodyTimeout();

    /** Most connections at a time; by default as many as the limit on open files leaves. */
    OptionalInt maxConnections();

    /** How long the head of a request may take from its first byte. */
    @WithDefault("15s")
    Duration headerTimeout();

    /** How long a connection may be without a request. */
    @WithDefault("75s")
    Duration idleTimeout();

    /** How long a client may take no byte of the answer that waits for it. */
    @WithDefault("5m")
    Duration writeTimeout();
  }

  /** The end. */
  interface Shutdown {

    /** How long queued pages may take to be served once the service stops. */
    @WithDefault("20s")
    @WithName("grace")
    Duration grace();
  }
}
