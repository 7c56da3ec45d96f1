package dev.quire.api.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The protocol's paths and what may be asked at each. */
final class InferencePaths {

  private static final String ROOT = "/v2";
  private static final List<String> READ = List.of("GET", "HEAD", "OPTIONS");
  private static final List<String> RUN = List.of("POST", "OPTIONS");

  private InferencePaths() {}

  /** Whether it is the protocol's to answer there. */
  static boolean contains(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  /**
   * The methods that are offered at a path of the protocol.
   *
   * @return empty if nothing is there
   */
  static Optional<List<String>> methods(String path) {
    // a slash at the end changes nothing
    String[] parts = path.substring(ROOT.length()).split("/");
    List<String> steps = List.of(parts).subList(Math.min(1, parts.length), parts.length);
    if (steps.isEmpty() || isHealth(steps)) {
      return Optional.of(READ);
    }
    if (!steps.get(0).equals("models") || steps.size() < 2 || steps.contains("")) {
      return Optional.empty();
    }
    List<String> ofModel = steps.subList(2, steps.size());
    if (ofModel.size() >= 2 && ofModel.get(0).equals("versions")) {
      ofModel = ofModel.subList(2, ofModel.size());
    }
    return switch (String.join("/", ofModel)) {
      case "", "ready" -> Optional.of(READ);
      case "infer" -> Optional.of(RUN);
      default -> Optional.empty();
    };
  }

  private static boolean isHealth(List<String> steps) {
    return Arrays.asList("health/live", "health/ready").contains(String.join("/", steps));
  }
}
