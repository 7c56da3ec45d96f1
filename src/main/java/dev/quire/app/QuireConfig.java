package dev.quire.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;

/** Every setting of Quire's own. The README's table explains them to operators. */
@ConfigMapping(prefix = "quire")
public interface QuireConfig {

  /** Where models run: one worker each. */
  @WithDefault("cpu")
  List<String> devices();

  Models models();

  Queue queue();

  Batch batch();

  Prepare prepare();

  Images images();

  Shutdown shutdown();

  /** The models served, by task. */
  interface Models {
    Layout layout();
  }

  /** The layout model. */
  interface Layout {

    /** Its folder, or {@code classpath:} and a folder inside the application. */
    @WithDefault("classpath:models/page-mini")
    String path();

    /** The engine that runs it. */
    @WithDefault("onnxruntime")
    String engine();

    /** Threads that share one run; 0 leaves it to the engine: one per physical core. */
    @WithDefault("0")
    int threads();
  }

  /** The bounds of the queue. */
  interface Queue {

    /** Most pages that may wait. */
    @WithDefault("256")
    int capacity();

    /** Most bytes that the waiting pages may hold. */
    @WithDefault("512M")
    MemorySize bytes();

    /** How long a page may wait for a device. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** How tickets are gathered. */
  interface Batch {

    /** Most pages in a batch. */
    @WithDefault("8")
    int maxSize();

    /** How long the first page waits for company. */
    @WithDefault("0ms")
    Duration maxDelay();
  }

  /** The CPU pool that decodes pages and finishes answers. */
  interface Prepare {

    /** Its threads; 0 takes one per processor. */
    @WithDefault("0")
    int threads();

    /** Most pages being decoded or waiting for it. */
    @WithDefault("128")
    int pending();
  }

  /** What an image may be. */
  interface Images {

    /** Most pixels an image may declare. */
    @WithDefault("100000000")
    long maxPixels();

    /** Longest side in pixels. */
    @WithDefault("20000")
    int maxSide();
  }

  /** The end. */
  interface Shutdown {

    /** How long queued pages may take to be served once the service stops. */
    @WithDefault("20s")
    @WithName("grace")
    Duration grace();
  }
}
