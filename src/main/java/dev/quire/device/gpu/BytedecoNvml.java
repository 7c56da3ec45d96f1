package dev.quire.device.gpu;

import dev.quire.device.gpu.GpuReading.Health;
import dev.quire.device.gpu.GpuReading.Load;
import dev.quire.device.gpu.GpuReading.Memory;
import dev.quire.natives.JavaCpp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.cuda.global.nvml;
import org.bytedeco.cuda.nvml.nvmlDevice_st;
import org.bytedeco.cuda.nvml.nvmlEventData_t;
import org.bytedeco.cuda.nvml.nvmlEventSet_st;
import org.bytedeco.cuda.nvml.nvmlMemory_t;
import org.bytedeco.cuda.nvml.nvmlMemory_v2_t;
import org.bytedeco.cuda.nvml.nvmlPciInfo_t;
import org.bytedeco.cuda.nvml.nvmlProcessInfo_v1_t;
import org.bytedeco.cuda.nvml.nvmlUtilization_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.jboss.logging.Logger;

/**
 * NVIDIA's management library through JavaCPP's bindings, and the only class that touches them.
 *
 * <p>The bindings bind lazily: calling a function that the driver's library lacks ends the process
 * at once, without an exception. So only these functions may be called, and those of the later
 * groups only behind a check of the driver's version:
 *
 * <ul>
 *   <li>Before R450, so without a check: {@code nvmlInit_v2}, {@code nvmlShutdown}, {@code
 *       nvmlErrorString}, {@code nvmlSystemGetDriverVersion}.
 *   <li>R450 or older, the oldest driver accepted: {@code nvmlSystemGetCudaDriverVersion_v2},
 *       {@code nvmlDeviceGetCount_v2}, {@code nvmlDeviceGetHandleByIndex_v2}, {@code
 *       nvmlDeviceGetHandleByUUID}, {@code nvmlDeviceGetUUID}, {@code nvmlDeviceGetName}, {@code
 *       nvmlDeviceGetPciInfo_v3}, {@code nvmlDeviceGetCudaComputeCapability}, {@code
 *       nvmlDeviceGetMemoryInfo}, {@code nvmlDeviceGetUtilizationRates}, {@code
 *       nvmlDeviceGetTemperature}, {@code nvmlDeviceGetTemperatureThreshold}, {@code
 *       nvmlDeviceGetPowerUsage}, {@code nvmlDeviceGetTotalEccErrors}, {@code
 *       nvmlDeviceGetRetiredPages}, {@code nvmlDeviceGetRetiredPagesPendingStatus}, {@code
 *       nvmlDeviceGetRemappedRows}, {@code nvmlDeviceGetComputeRunningProcesses}, {@code
 *       nvmlDeviceGetMigMode}, {@code nvmlDeviceGetMaxMigDeviceCount}, {@code
 *       nvmlDeviceGetMigDeviceHandleByIndex}, {@code nvmlDeviceGetDeviceHandleFromMigDeviceHandle},
 *       {@code nvmlDeviceGetGpuInstanceId}, {@code nvmlDeviceGetComputeInstanceId}, {@code
 *       nvmlEventSetCreate}, {@code nvmlEventSetFree}, {@code nvmlEventSetWait_v2}, {@code
 *       nvmlDeviceGetSupportedEventTypes}, {@code nvmlDeviceRegisterEvents}.
 *   <li>R510: {@code nvmlDeviceGetMemoryInfo_v2}, which tells the reserved memory.
 * </ul>
 *
 * <p>The list of processes is read in its first form on purpose: every driver has it, and some
 * drivers of R535 changed the size of the entries of the third form.
 */
final class BytedecoNvml implements Nvml {

  private static final Logger LOG = Logger.getLogger(BytedecoNvml.class);

  private static final int OLDEST_BRANCH = 450;
  private static final int OLDEST_CUDA = 12_000;
  private static final String WANTED_DRIVER = "CUDA 12 needs 525.60.13 or newer";
  private static final int BRANCH_OF_MEMORY_V2 = 510;

  private static final int TEXT_LENGTH = 96;
  private static final int FIRST_PROCESSES = 64;
  private static final int SPARE_PROCESSES = 16;
  private static final int MOST_EVENTS = 1024;
  private static final double MILLIWATTS = 1000;
  private static final int DOUBLE_BIT_XID = 48;
  private static final long EVENTS =
      nvml.nvmlEventTypeXidCriticalError | nvml.nvmlEventTypeDoubleBitEccError;

  /** NVML's mark for a number that it does not have, as an int and as a long. */
  private static final int NONE = -1;

  /** A call that fills in a number, or two, and returns NVML's code. */
  private interface IntCall {
    int into(int[] out);
  }

  private interface LongCall {
    int into(long[] out);
  }

  private interface HandleCall {
    int into(nvmlDevice_st out);
  }

  private interface TextCall {
    int into(byte[] out, int length);
  }

  private final DriverVersion driver;
  private final Supplier<Set<Long>> ownProcesses;
  private final Optional<nvmlEventSet_st> events;

  /** Calls hold the read lock; closing takes the write lock, so that it never meets a call. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private BytedecoNvml(DriverVersion driver, Supplier<Set<Long>> ownProcesses) {
    this.driver = driver;
    this.ownProcesses = ownProcesses;
    this.events = createEvents();
  }

  /**
   * Loads and starts the library.
   *
   * @throws LinkageError if the bindings are not on the class path
   */
  static NvmlOpening open(Supplier<Set<Long>> ownProcesses) {
    JavaCpp.configure();
    try {
      return start(ownProcesses);
    } catch (LinkageError e) {
      return new NvmlOpening.Absent(MissingLibrary.explain(e, Loader::loadGlobal));
    }
  }

  private static NvmlOpening start(Supplier<Set<Long>> ownProcesses) {
    int code = nvml.nvmlInit_v2();
    if (code != nvml.NVML_SUCCESS) {
      return new NvmlOpening.Absent(
          "NVIDIA's management library does not start: " + errorText(code));
    }
    boolean found = false;
    try {
      DriverVersion driver =
          DriverVersion.parse(text("the driver's version", nvml::nvmlSystemGetDriverVersion));
      Optional<String> tooOld = tooOld(driver);
      if (tooOld.isPresent()) {
        return new NvmlOpening.Absent(tooOld.get());
      }
      NvmlOpening opened = new NvmlOpening.Found(new BytedecoNvml(driver, ownProcesses));
      found = true;
      return opened;
    } catch (NvmlException e) {
      return new NvmlOpening.Absent(
          "NVIDIA's management library does not answer: " + e.getMessage());
    } finally {
      if (!found) {
        nvml.nvmlShutdown();
      }
    }
  }

  private static Optional<String> tooOld(DriverVersion driver) {
    if (!driver.isAtLeast(OLDEST_BRANCH)) {
      return Optional.of("the NVIDIA driver %s is too old: %s".formatted(driver, WANTED_DRIVER));
    }
    // An older driver may still run CUDA 12 through NVIDIA's compatibility package, so its own
    // version does not decide.
    int[] cuda = new int[1];
    int code = nvml.nvmlSystemGetCudaDriverVersion_v2(cuda);
    if (code == nvml.NVML_SUCCESS && cuda[0] < OLDEST_CUDA) {
      return Optional.of(
          "the NVIDIA driver %s is too old: it runs CUDA %d.%d, and %s"
              .formatted(driver, cuda[0] / 1000, cuda[0] % 1000 / 10, WANTED_DRIVER));
    }
    return Optional.empty();
  }

  @Override
  public DriverVersion driverVersion() {
    return driver;
  }

  @Override
  public List<GpuInfo> gpus() {
    return whileOpen(
        () -> {
          int count = number("nvmlDeviceGetCount", nvml::nvmlDeviceGetCount_v2);
          List<GpuInfo> gpus = new ArrayList<>(count);
          for (int index = 0; index < count; index++) {
            try {
              gpus.add(describe(index, byIndex(index)));
            } catch (NvmlException e) {
              LOG.warnf("GPU %d cannot be used: %s", index, e.getMessage());
            }
          }
          return List.copyOf(gpus);
        });
  }

  private static GpuInfo describe(int index, nvmlDevice_st device) {
    boolean mig =
        optionalNumber(out -> nvml.nvmlDeviceGetMigMode(device, out, new int[1])).orElse(0)
            == nvml.NVML_DEVICE_MIG_ENABLE;
    int[] minor = new int[1];
    int major =
        number(
            "nvmlDeviceGetCudaComputeCapability",
            out -> nvml.nvmlDeviceGetCudaComputeCapability(device, out, minor));
    return new GpuInfo(
        index,
        uuid(device),
        name(device),
        pciBusId(device),
        total(device),
        new ComputeCapability(major, minor[0]),
        mig,
        mig ? instances(device) : List.of());
  }

  private static List<MigInstance> instances(nvmlDevice_st card) {
    int most = optionalNumber(out -> nvml.nvmlDeviceGetMaxMigDeviceCount(card, out)).orElse(0);
    List<MigInstance> instances = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      nvmlDevice_st device = new nvmlDevice_st();
      // The numbers may have gaps, and of some instances a container may see nothing.
      if (nvml.nvmlDeviceGetMigDeviceHandleByIndex(card, i, device) == nvml.NVML_SUCCESS) {
        instances.add(
            new MigInstance(
                uuid(device),
                name(device),
                number(
                    "nvmlDeviceGetGpuInstanceId",
                    out -> nvml.nvmlDeviceGetGpuInstanceId(device, out)),
                number(
                    "nvmlDeviceGetComputeInstanceId",
                    out -> nvml.nvmlDeviceGetComputeInstanceId(device, out)),
                total(device)));
      }
    }
    return instances;
  }

  @Override
  public GpuReading read(String uuid) {
    return whileOpen(
        () -> {
          nvmlDevice_st device = byUuid(uuid);
          nvmlDevice_st card = uuid.startsWith("MIG-") ? cardOf(device) : device;
          return new GpuReading(memory(device), load(device, card), health(card));
        });
  }

  private Memory memory(nvmlDevice_st device) {
    OptionalLong own = own(device);
    if (driver.isAtLeast(BRANCH_OF_MEMORY_V2)) {
      try (nvmlMemory_v2_t memory = new nvmlMemory_v2_t()) {
        memory.version(nvml.nvmlMemory_v2());
        if (has(nvml.nvmlDeviceGetMemoryInfo_v2(device, memory))) {
          long used = memory.total() - memory._free();
          OptionalLong reserved = OptionalLong.of(memory.reserved());
          return new Memory(used, memory.total(), memory._free(), reserved, own);
        }
      }
    }
    try (nvmlMemory_t memory = new nvmlMemory_t()) {
      check("nvmlDeviceGetMemoryInfo", nvml.nvmlDeviceGetMemoryInfo(device, memory));
      long used = memory.total() - memory._free();
      return new Memory(used, memory.total(), memory._free(), OptionalLong.empty(), own);
    }
  }

  private static long total(nvmlDevice_st device) {
    try (nvmlMemory_t memory = new nvmlMemory_t()) {
      return has(nvml.nvmlDeviceGetMemoryInfo(device, memory)) ? memory.total() : 0;
    }
  }

  private OptionalLong own(nvmlDevice_st device) {
    int capacity = FIRST_PROCESSES;
    // The list may grow between the call that tells its length and the one that reads it.
    for (int attempt = 0; attempt < 3; attempt++) {
      try (nvmlProcessInfo_v1_t processes = new nvmlProcessInfo_v1_t(capacity)) {
        int[] count = {capacity};
        int code = nvml.nvmlDeviceGetComputeRunningProcesses(device, count, processes);
        if (code == nvml.NVML_ERROR_INSUFFICIENT_SIZE) {
          capacity = count[0] + SPARE_PROCESSES;
        } else {
          return has(code) ? sumOfOwn(processes, count[0]) : OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong sumOfOwn(nvmlProcessInfo_v1_t processes, int count) {
    Set<Long> own = count > 0 ? ownProcesses.get() : Set.of();
    boolean listed = false;
    long sum = 0;
    for (int i = 0; i < count; i++) {
      nvmlProcessInfo_v1_t process = processes.position(i);
      if (own.contains(Integer.toUnsignedLong(process.pid())) && process.usedGpuMemory() != NONE) {
        listed = true;
        sum += process.usedGpuMemory();
      }
    }
    return listed ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private static Load load(nvmlDevice_st device, nvmlDevice_st card) {
    OptionalInt milliwatts = optionalNumber(out -> nvml.nvmlDeviceGetPowerUsage(card, out));
    OptionalDouble watts =
        milliwatts.isPresent()
            ? OptionalDouble.of(milliwatts.getAsInt() / MILLIWATTS)
            : OptionalDouble.empty();
    try (nvmlUtilization_t rates = new nvmlUtilization_t()) {
      return has(nvml.nvmlDeviceGetUtilizationRates(device, rates))
          ? new Load(OptionalInt.of(rates.gpu()), OptionalInt.of(rates.memory()), watts)
          : new Load(OptionalInt.empty(), OptionalInt.empty(), watts);
    }
  }

  private static Health health(nvmlDevice_st card) {
    // Corrected, uncorrected, pending and failed, in NVML's order.
    int[] corrected = new int[1];
    int[] pending = new int[1];
    int[] failed = new int[1];
    boolean remaps =
        has(nvml.nvmlDeviceGetRemappedRows(card, corrected, new int[1], pending, failed));
    return new Health(
        optionalNumber(out -> nvml.nvmlDeviceGetTemperature(card, nvml.NVML_TEMPERATURE_GPU, out)),
        optionalNumber(
            out ->
                nvml.nvmlDeviceGetTemperatureThreshold(
                    card, nvml.NVML_TEMPERATURE_THRESHOLD_SLOWDOWN, out)),
        optionalLong(
            out ->
                nvml.nvmlDeviceGetTotalEccErrors(
                    card, nvml.NVML_MEMORY_ERROR_TYPE_UNCORRECTED, nvml.NVML_VOLATILE_ECC, out)),
        retiredPages(card),
        flag(optionalNumber(out -> nvml.nvmlDeviceGetRetiredPagesPendingStatus(card, out))),
        remaps ? Optional.of(pending[0] != 0) : Optional.empty(),
        remaps ? Optional.of(failed[0] != 0) : Optional.empty());
  }

  private static OptionalInt retiredPages(nvmlDevice_st card) {
    int[] count = {0};
    // Without room for addresses NVML only counts, and says that the room does not suffice.
    int code =
        nvml.nvmlDeviceGetRetiredPages(
            card, nvml.NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR, count, (long[]) null);
    boolean counted = code == nvml.NVML_ERROR_INSUFFICIENT_SIZE || has(code);
    return counted ? OptionalInt.of(count[0]) : OptionalInt.empty();
  }

  private static Optional<Boolean> flag(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt() != 0) : Optional.empty();
  }

  @Override
  public List<XidEvent> pollEvents(Duration timeout) {
    int wait = (int) Math.max(0, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    return whileOpen(() -> events.map(set -> poll(set, wait)).orElse(List.of()));
  }

  private static List<XidEvent> poll(nvmlEventSet_st set, int firstWaitMillis) {
    List<XidEvent> polled = new ArrayList<>();
    int wait = firstWaitMillis;
    try (nvmlEventData_t data = new nvmlEventData_t()) {
      // Bounded, so that a card that keeps failing cannot keep the caller here.
      while (polled.size() < MOST_EVENTS) {
        int code = nvml.nvmlEventSetWait_v2(set, data, wait);
        if (code == nvml.NVML_ERROR_TIMEOUT) {
          break;
        }
        if (code != nvml.NVML_SUCCESS && !polled.isEmpty()) {
          // What was taken from the queue must not be lost; the next poll meets the error again.
          break;
        }
        check("nvmlEventSetWait", code);
        polled.add(event(data));
        wait = 0;
      }
    }
    return List.copyOf(polled);
  }

  private static XidEvent event(nvmlEventData_t data) {
    int xid =
        data.eventType() == nvml.nvmlEventTypeDoubleBitEccError
            ? DOUBLE_BIT_XID
            : (int) data.eventData();
    return new XidEvent(
        uuid(data.device()), known(data.gpuInstanceId()), known(data.computeInstanceId()), xid);
  }

  private static OptionalInt known(int number) {
    return number == NONE ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The set of the events that the cards support; empty where none supports any. */
  private static Optional<nvmlEventSet_st> createEvents() {
    nvmlEventSet_st set = new nvmlEventSet_st();
    if (nvml.nvmlEventSetCreate(set) != nvml.NVML_SUCCESS) {
      return Optional.empty();
    }
    boolean any = false;
    int count = optionalNumber(nvml::nvmlDeviceGetCount_v2).orElse(0);
    for (int index = 0; index < count; index++) {
      nvmlDevice_st card = new nvmlDevice_st();
      long[] supported = new long[1];
      any |=
          nvml.nvmlDeviceGetHandleByIndex_v2(index, card) == nvml.NVML_SUCCESS
              && nvml.nvmlDeviceGetSupportedEventTypes(card, supported) == nvml.NVML_SUCCESS
              && (supported[0] & EVENTS) != 0
              && nvml.nvmlDeviceRegisterEvents(card, supported[0] & EVENTS, set)
                  == nvml.NVML_SUCCESS;
    }
    if (any) {
      return Optional.of(set);
    }
    nvml.nvmlEventSetFree(set);
    return Optional.empty();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        events.ifPresent(nvml::nvmlEventSetFree);
        nvml.nvmlShutdown();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("NVIDIA's management library is closed");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static nvmlDevice_st byIndex(int index) {
    return handle(
        "nvmlDeviceGetHandleByIndex", device -> nvml.nvmlDeviceGetHandleByIndex_v2(index, device));
  }

  private static nvmlDevice_st byUuid(String uuid) {
    try (BytePointer text = new BytePointer(uuid, StandardCharsets.US_ASCII)) {
      return handle(
          "nvmlDeviceGetHandleByUUID", device -> nvml.nvmlDeviceGetHandleByUUID(text, device));
    }
  }

  private static nvmlDevice_st cardOf(nvmlDevice_st instance) {
    return handle(
        "nvmlDeviceGetDeviceHandleFromMigDeviceHandle",
        device -> nvml.nvmlDeviceGetDeviceHandleFromMigDeviceHandle(instance, device));
  }

  /** A handle is an address in NVML's own memory, so there is nothing to free. */
  private static nvmlDevice_st handle(String function, HandleCall call) {
    nvmlDevice_st device = new nvmlDevice_st();
    check(function, call.into(device));
    return device;
  }

  private static String uuid(nvmlDevice_st device) {
    return text("nvmlDeviceGetUUID", (out, length) -> nvml.nvmlDeviceGetUUID(device, out, length));
  }

  private static String name(nvmlDevice_st device) {
    return text("nvmlDeviceGetName", (out, length) -> nvml.nvmlDeviceGetName(device, out, length));
  }

  private static String pciBusId(nvmlDevice_st device) {
    try (nvmlPciInfo_t info = new nvmlPciInfo_t()) {
      check("nvmlDeviceGetPciInfo", nvml.nvmlDeviceGetPciInfo_v3(device, info));
      return info.busId().getString();
    }
  }

  private static String text(String what, TextCall call) {
    byte[] out = new byte[TEXT_LENGTH];
    check(what, call.into(out, out.length));
    int length = 0;
    while (length < out.length && out[length] != 0) {
      length++;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static int number(String function, IntCall call) {
    int[] out = new int[1];
    check(function, call.into(out));
    return out[0];
  }

  private static OptionalInt optionalNumber(IntCall call) {
    int[] out = new int[1];
    return has(call.into(out)) ? OptionalInt.of(out[0]) : OptionalInt.empty();
  }

  private static OptionalLong optionalLong(LongCall call) {
    long[] out = new long[1];
    return has(call.into(out)) ? OptionalLong.of(out[0]) : OptionalLong.empty();
  }

  private static void check(String function, int code) {
    if (code != nvml.NVML_SUCCESS) {
      throw failure(function, code);
    }
  }

  /**
   * Whether a call that the hardware need not support gave something. Only a lost device or library
   * is an error then.
   */
  private static boolean has(int code) {
    if (isLost(code) || code == nvml.NVML_ERROR_UNINITIALIZED) {
      throw failure("reading", code);
    }
    return code == nvml.NVML_SUCCESS;
  }

  private static boolean isLost(int code) {
    return code == nvml.NVML_ERROR_GPU_IS_LOST || code == nvml.NVML_ERROR_RESET_REQUIRED;
  }

  private static NvmlException failure(String function, int code) {
    return new NvmlException(function + ": " + errorText(code), isLost(code));
  }

  private static String errorText(int code) {
    // NVML's text is a constant in its own memory, so there is nothing to free.
    BytePointer text = nvml.nvmlErrorString(code);
    return "%s (%d)".formatted(text == null ? "unknown error" : text.getString(), code);
  }
}
