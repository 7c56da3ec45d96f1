package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a GPU.
 *
 * @param device its name
 * @param gpu what it is
 * @param reading the last reading that could be taken, however old
 * @param freshness how far the reading can be trusted
 * @param readAtNanos when it was taken, on the monitor's clock
 * @param peakUsedBytes the most that was ever found in use, by all programs and the driver; 0
 *     before the first reading
 * @param peakOwnBytes the most that was ever found in use by this process and its children
 * @param verdicts the latest things found wrong, oldest first; old ones drop out
 */
public record GpuStatus(
    DeviceId device,
    Gpu gpu,
    Optional<GpuReading> reading,
    Freshness freshness,
    OptionalLong readAtNanos,
    long peakUsedBytes,
    OptionalLong peakOwnBytes,
    List<Verdict> verdicts) {

  /** How far a reading can be trusted. */
  public enum Freshness {
    /** There is none yet. */
    NONE,
    /** The last try gave it. */
    FRESH,
    /** It is older than the last try, which failed. */
    STALE,
    /** The device does not answer any more. */
    GONE;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public GpuStatus {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * How old the reading is, in nanoseconds; empty where there is none. A driver that hangs lets no
   * try end, so that a reading may be old and still count as fresh.
   *
   * @param nowNanos the time on the monitor's clock
   */
  public OptionalLong ageNanos(long nowNanos) {
    return readAtNanos.isPresent()
        ? OptionalLong.of(nowNanos - readAtNanos.getAsLong())
        : OptionalLong.empty();
  }
}
