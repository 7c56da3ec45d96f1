package dev.quire.api.ocr;

import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import java.util.Objects;

/**
 * What holds where requests for text do not say.
 *
 * @param profile whose defaults they have
 * @param mendsSpaces whether spaces are put back; whichever the profile, that is up to the model
 */
public record OcrDefaults(OcrProfile profile, boolean mendsSpaces) {

  public OcrDefaults {
    Objects.requireNonNull(profile, "profile");
  }

  /** The same with another profile. */
  public OcrDefaults with(OcrProfile other) {
    return new OcrDefaults(other, mendsSpaces);
  }

  /** The options of a request that says nothing. */
  public OcrOptions options() {
    return profile.options().with(profile.options().lines().withMendsSpaces(mendsSpaces));
  }
}
