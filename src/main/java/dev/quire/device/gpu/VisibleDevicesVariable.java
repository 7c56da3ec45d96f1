package dev.quire.device.gpu;

import dev.quire.device.gpu.CudaEnumeration.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variable CUDA_VISIBLE_DEVICES, read as CUDA reads it:
 *
 * <ul>
 *   <li>unset, it shows everything; empty, nothing
 *   <li>entries are numbers, beginnings of a card's UUID that fit one card only, or MIG instances
 *       in full, as {@code MIG-<uuid>} or {@code MIG-<card>/<gpu instance>/<compute instance>}
 *   <li>the order of the entries is that of the devices
 *   <li>the first entry that names nothing ends the list; so does one of another kind than the
 *       first. {@code -1} is the usual way to end it
 *   <li>an entry that names a device again hides all devices
 *   <li>a number ends at the first character that is not a digit, as in C
 * </ul>
 *
 * The last two and the rule about kinds are not in NVIDIA's documentation; they are how CUDA is
 * known to behave.
 */
final class VisibleDevicesVariable {

  static final String NAME = "CUDA_VISIBLE_DEVICES";

  private static final Pattern NUMBER =
      Pattern.compile("\\s*\\+?(\\d{1,9})(\\D.*)?", Pattern.DOTALL);
  private static final String GPU = "GPU-";
  private static final String MIG = "MIG-";
  private static final String END = "-1";

  /**
   * What the variable chooses.
   *
   * @param parts the cards and instances in order
   * @param byNumber whether they depend on CUDA's own order of the cards
   * @param whyNone why there are none; empty where there are some
   * @param warning what is ignored, where it looks like a mistake
   */
  record Choice(
      List<Part> parts, boolean byNumber, Optional<String> whyNone, Optional<String> warning) {

    private static Choice none(String reason) {
      return new Choice(List.of(), false, Optional.of(reason), Optional.empty());
    }
  }

  private final Optional<String> value;

  /**
   * @param value the value, empty where the variable is not set
   */
  VisibleDevicesVariable(Optional<String> value) {
    this.value = value;
  }

  /**
   * Chooses among the cards.
   *
   * @param cards at least one, in CUDA's order
   */
  Choice choose(List<GpuInfo> cards) {
    if (value.isEmpty()) {
      return new Choice(
          cards.stream().map(Part::of).toList(), true, Optional.empty(), Optional.empty());
    }
    String text = value.get();
    if (text.isBlank()) {
      return Choice.none("%s is set but empty, which hides all GPUs".formatted(NAME));
    }
    String[] entries = text.split(",", -1);
    String kind = kind(entries[0]);
    List<Part> parts = new ArrayList<>();
    for (String entry : entries) {
      Optional<Part> part = kind.equals(kind(entry)) ? find(entry, cards) : Optional.empty();
      if (part.isEmpty()) {
        return ended(parts, entry, kind);
      }
      if (parts.contains(part.get())) {
        return Choice.none(
            "%s=%s names '%s' again, and CUDA then hides all GPUs"
                .formatted(NAME, text, entry.trim()));
      }
      parts.add(part.get());
    }
    return new Choice(parts, kind.isEmpty(), Optional.empty(), Optional.empty());
  }

  private Choice ended(List<Part> parts, String entry, String kind) {
    String what = "%s=%s: '%s' names no GPU".formatted(NAME, value.get(), entry.trim());
    if (parts.isEmpty()) {
      return Choice.none(what + ", so CUDA shows none");
    }
    Optional<String> warning =
        entry.trim().equals(END)
            ? Optional.empty()
            : Optional.of(what + ", so CUDA ignores it and all that follows");
    return new Choice(parts, kind.isEmpty(), Optional.empty(), warning);
  }

  /** The prefix that tells how an entry is meant; empty for a number. */
  private static String kind(String entry) {
    return Stream.of(GPU, MIG).filter(entry::startsWith).findFirst().orElse("");
  }

  private static Optional<Part> find(String entry, List<GpuInfo> cards) {
    return switch (kind(entry)) {
      case GPU -> byUuid(entry, cards);
      case MIG -> byInstance(entry, cards);
      default -> byNumber(entry, cards);
    };
  }

  private static Optional<Part> byNumber(String entry, List<GpuInfo> cards) {
    Matcher matcher = NUMBER.matcher(entry);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    return number < cards.size() ? Optional.of(Part.of(cards.get(number))) : Optional.empty();
  }

  private static Optional<Part> byUuid(String prefix, List<GpuInfo> cards) {
    List<GpuInfo> fitting = cards.stream().filter(card -> card.uuid().startsWith(prefix)).toList();
    return fitting.size() == 1 ? Optional.of(Part.of(fitting.get(0))) : Optional.empty();
  }

  private static Optional<Part> byInstance(String entry, List<GpuInfo> cards) {
    return cards.stream()
        .flatMap(card -> card.instances().stream().map(instance -> Part.of(card, instance)))
        .filter(part -> names(part).anyMatch(entry::equals))
        .findFirst();
  }

  private static Stream<String> names(Part part) {
    MigInstance instance = part.instance().orElseThrow();
    return Stream.of(
        instance.uuid(),
        "MIG-%s/%d/%d"
            .formatted(part.card().uuid(), instance.gpuInstance(), instance.computeInstance()));
  }
}
