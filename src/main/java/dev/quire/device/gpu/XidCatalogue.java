package dev.quire.device.gpu;

import dev.quire.device.gpu.Verdict.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * What NVIDIA's numbers of errors mean for a device. Critical are those after which NVIDIA's
 * catalogue of Xid errors asks for a reset of the GPU or the machine, and the contained memory
 * error, after which no work of the process that met it can go on. All others are warnings: errors
 * of a program leave the device healthy, and an unknown number is no reason to lose a device that
 * still computes.
 */
final class XidCatalogue {

  private static final Map<Integer, String> CRITICAL =
      Map.ofEntries(
          Map.entry(46, "the GPU stopped processing"),
          Map.entry(48, "double-bit ECC error"),
          Map.entry(61, "internal micro-controller breakpoint"),
          Map.entry(62, "internal micro-controller halt"),
          Map.entry(64, "a memory page or row could not be retired"),
          Map.entry(74, "NVLink error"),
          Map.entry(79, "the GPU has fallen off the bus"),
          Map.entry(94, "contained memory error"),
          Map.entry(95, "uncontained memory error"),
          Map.entry(109, "context switch timeout"),
          Map.entry(110, "security fault"),
          Map.entry(119, "the GPU's system processor does not answer"),
          Map.entry(120, "error in the GPU's system processor"),
          Map.entry(136, "link training failed"),
          Map.entry(140, "unrecovered ECC error"),
          Map.entry(143, "the GPU could not be initialised"),
          Map.entry(156, "a resource was retired"),
          Map.entry(158, "fatal timeout of the GPU"),
          Map.entry(167, "fatal timeout on the PCI bus"),
          Map.entry(169, "internal micro-controller halt"),
          Map.entry(171, "uncorrectable error in the memory"),
          Map.entry(172, "uncorrectable error in the on-chip memory"));

  private static final Map<Integer, String> HARMLESS =
      Map.ofEntries(
          Map.entry(13, "graphics engine exception, mostly a program's error"),
          Map.entry(31, "memory page fault, mostly a program's error"),
          Map.entry(32, "invalid command stream"),
          Map.entry(43, "a program was stopped for its own error"),
          Map.entry(45, "a program's work was removed"),
          Map.entry(63, "a memory page or row was retired"),
          Map.entry(68, "video decoder exception"),
          Map.entry(69, "graphics engine class error"),
          Map.entry(92, "many corrected memory errors"),
          Map.entry(154, "the action needed to recover the GPU changed"),
          Map.entry(157, "no resource is left to be retired"));

  private XidCatalogue() {}

  static Severity severity(int xid) {
    return CRITICAL.containsKey(xid) ? Severity.CRITICAL : Severity.WARNING;
  }

  /** Number and meaning in one line. */
  static String describe(int xid) {
    return Optional.ofNullable(CRITICAL.getOrDefault(xid, HARMLESS.get(xid)))
        .map(meaning -> "Xid %d: %s".formatted(xid, meaning))
        .orElseGet(() -> "Xid %d".formatted(xid));
  }
}
