package dev.quire.image;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.quire.natives.JavaCpp;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.leptonica.global.leptonica;

/**
 * OpenJPEG 2.5, as it comes with JavaCPP's Leptonica: the library holds it whole and exports it,
 * while Leptonica itself reads pictures of 8 bits only. Thread-safe. Its native memory is freed
 * before a call returns.
 *
 * <p>Layouts are those of {@code openjpeg.h} on 64-bit machines, which have not changed since 2.1.
 */
final class OpenJpeg {

  private static final int CODESTREAM = 0;
  private static final long PARAMETERS_BYTES = 1 << 15;
  private static final long BUFFER_BYTES = 1 << 16;

  private static final long IMAGE_COMPONENT_COUNT = 16;
  private static final long IMAGE_COMPONENTS = 24;
  private static final long COMPONENT_BYTES = 64;
  private static final long COMPONENT_WIDTH = 8;
  private static final long COMPONENT_HEIGHT = 12;
  private static final long COMPONENT_PRECISION = 24;
  private static final long COMPONENT_SIGNED = 32;
  private static final long COMPONENT_SAMPLES = 48;

  private static final int MAX_BITS = 31;

  private static final OpenJpeg INSTANCE = new OpenJpeg(load());

  private final NativeLibrary library;

  private OpenJpeg(NativeLibrary library) {
    this.library = library;
  }

  /**
   * The library.
   *
   * @throws LinkageError if it cannot be loaded
   */
  static OpenJpeg instance() {
    return INSTANCE;
  }

  private static NativeLibrary load() {
    JavaCpp.configure();
    if (System.getProperty("jna.tmpdir") == null) {
      System.setProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"));
    }
    Loader.load(leptonica.class);
    for (Map.Entry<String, String> loaded : Loader.getLoadedLibraries().entrySet()) {
      if (loaded.getKey().startsWith("leptonica")) {
        return NativeLibrary.getInstance(loaded.getValue());
      }
    }
    throw new UnsatisfiedLinkError("Leptonica was loaded from nowhere");
  }

  /** Gives bytes of the codestream. */
  interface Read extends Callback {
    long invoke(Pointer buffer, long length, Pointer user);
  }

  /** Passes over bytes of the codestream. */
  interface Skip extends Callback {
    long invoke(long length, Pointer user);
  }

  /** Goes to a byte of the codestream. */
  interface Seek extends Callback {
    int invoke(long position, Pointer user);
  }

  /** Hears what is wrong. */
  interface Message extends Callback {
    void invoke(String message, Pointer user);
  }

  /**
   * Decodes a codestream, or what there is of one that is cut short.
   *
   * @throws IOException if nothing can be decoded
   */
  Jpeg2000Planes decode(byte[] file, int from) throws IOException {
    Source source = new Source(file, from);
    AtomicBoolean damaged = new AtomicBoolean();
    Message message = (text, user) -> damaged.set(true);
    Pointer codec = pointer("opj_create_decompress", CODESTREAM);
    Pointer stream = pointer("opj_stream_create", BUFFER_BYTES, 1);
    PointerByReference image = new PointerByReference();
    try {
      call("opj_set_error_handler", codec, message, Pointer.NULL);
      call("opj_set_warning_handler", codec, message, Pointer.NULL);
      call("opj_stream_set_read_function", stream, source.read);
      call("opj_stream_set_skip_function", stream, source.skip);
      call("opj_stream_set_seek_function", stream, source.seek);
      call("opj_stream_set_user_data", stream, Pointer.NULL, Pointer.NULL);
      call("opj_stream_set_user_data_length", stream, (long) file.length - from);
      setUp(codec);
      // what is there of a codestream that is cut short is shown
      call("opj_decoder_set_strict_mode", codec, 0);
      require(call("opj_read_header", stream, codec, image));
      require(call("opj_decode", codec, stream, image.getValue()));
      return planes(image.getValue(), damaged.get());
    } finally {
      call("opj_stream_destroy", stream);
      call("opj_destroy_codec", codec);
      if (image.getValue() != null) {
        call("opj_image_destroy", image.getValue());
      }
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(message);
    }
  }

  private void setUp(Pointer codec) throws IOException {
    Pointer parameters = new Pointer(Native.malloc(PARAMETERS_BYTES));
    try {
      parameters.clear(PARAMETERS_BYTES);
      call("opj_set_default_decoder_parameters", parameters);
      require(call("opj_setup_decoder", codec, parameters));
    } finally {
      Native.free(Pointer.nativeValue(parameters));
    }
  }

  private static Jpeg2000Planes planes(Pointer image, boolean damaged) throws IOException {
    int count = image.getInt(IMAGE_COMPONENT_COUNT);
    Pointer components = image.getPointer(IMAGE_COMPONENTS);
    int width = 0;
    int height = 0;
    for (int i = 0; i < count; i++) {
      width = Math.max(width, components.getInt(i * COMPONENT_BYTES + COMPONENT_WIDTH));
      height = Math.max(height, components.getInt(i * COMPONENT_BYTES + COMPONENT_HEIGHT));
    }
    short[][] samples = new short[count][];
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      Pointer component = components.share(i * COMPONENT_BYTES);
      int precision = component.getInt(COMPONENT_PRECISION);
      samples[i] = samples(component, width, height, precision);
      bits[i] = Math.min(precision, Short.SIZE);
    }
    return new Jpeg2000Planes(width, height, samples, bits, damaged);
  }

  /**
   * A component's samples, shifted to begin with 0, of their highest 16 bits, and repeated where it
   * has fewer.
   */
  private static short[] samples(Pointer component, int width, int height, int bits)
      throws IOException {
    int columns = component.getInt(COMPONENT_WIDTH);
    int rows = component.getInt(COMPONENT_HEIGHT);
    Pointer data = component.getPointer(COMPONENT_SAMPLES);
    if (data == null || columns < 1 || rows < 1 || bits < 1 || bits > MAX_BITS) {
      throw new IOException("A component of the JPEG 2000 codestream is not there");
    }
    int shift = component.getInt(COMPONENT_SIGNED) == 0 ? 0 : 1 << bits - 1;
    int most = bits == MAX_BITS ? Integer.MAX_VALUE : (1 << bits) - 1;
    int surplus = Math.max(0, bits - Short.SIZE);
    short[] all = new short[width * height];
    for (int y = 0; y < height; y++) {
      int[] row = data.getIntArray((long) y * rows / height * columns * Integer.BYTES, columns);
      for (int x = 0; x < width; x++) {
        int sample = row[columns == width ? x : (int) ((long) x * columns / width)] + shift;
        all[y * width + x] = (short) (Math.max(0, Math.min(sample, most)) >> surplus);
      }
    }
    return all;
  }

  private static void require(int success) throws IOException {
    if (success == 0) {
      throw new IOException("The JPEG 2000 codestream is damaged");
    }
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private Pointer pointer(String function, Object... arguments) {
    return library.getFunction(function).invokePointer(arguments);
  }

  /** The bytes of a codestream. For one thread. */
  private static final class Source {

    private final byte[] file;
    private final int from;
    private int at;

    private final Read read = this::read;
    private final Skip skip = this::skip;
    private final Seek seek = this::seek;

    Source(byte[] file, int from) {
      this.file = file;
      this.from = from;
      this.at = from;
    }

    private long read(Pointer buffer, long length, Pointer user) {
      int count = (int) Math.min(length, file.length - at);
      if (count <= 0) {
        return -1;
      }
      buffer.write(0, file, at, count);
      at += count;
      return count;
    }

    private long skip(long length, Pointer user) {
      if (length > file.length - at) {
        at = file.length;
        return -1;
      }
      at += (int) length;
      return length;
    }

    private int seek(long position, Pointer user) {
      if (position < 0 || position > file.length - from) {
        return 0;
      }
      at = from + (int) position;
      return 1;
    }
  }
}
