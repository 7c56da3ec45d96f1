package dev.quire.device.gpu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the NVIDIA driver, such as {@code 535.129.03}.
 *
 * @param text as the driver writes it
 * @param branch the number before the first point, by which NVIDIA names its branches (R535); 0
 *     where the text does not begin with a number
 */
public record DriverVersion(String text, int branch) {

  private static final Pattern BRANCH = Pattern.compile("(\\d{1,6})(\\D.*)?");

  /** Reads a version; never fails, since drivers may invent other forms. */
  public static DriverVersion parse(String text) {
    String trimmed = text.trim();
    Matcher matcher = BRANCH.matcher(trimmed);
    return new DriverVersion(trimmed, matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0);
  }

  /** Whether the driver is of this branch or a newer one. */
  public boolean isAtLeast(int otherBranch) {
    return branch >= otherBranch;
  }

  @Override
  public String toString() {
    return text;
  }
}
