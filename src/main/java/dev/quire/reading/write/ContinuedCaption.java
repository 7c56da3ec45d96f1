package dev.quire.reading.write;

import java.util.regex.Pattern;

/** Recognises the caption of a table that was begun on the page before. */
final class ContinuedCaption {

  private static final Pattern WORDS =
      Pattern.compile(
          "\\bcont(?:inued|inuation|['’]?d)?\\b|\\b(?:fortsetzung|suite|continuación|continua)\\b"
              + "|续|續|続|계속",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final int LONGEST = 300;

  private ContinuedCaption() {}

  /** Whether a caption says that its table was begun before. */
  static boolean matches(String caption) {
    return caption.length() <= LONGEST && WORDS.matcher(caption).find();
  }
}
