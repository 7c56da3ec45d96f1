package dev.quire.reading.write;

import dev.quire.reading.text.Characters;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts of every kind for properties. */
final class Texts {

  private static final String[] PARTS = {
    "word",
    "Word",
    "a",
    "X",
    "7",
    "12.",
    "1)",
    "-",
    "\u2010",
    "\u00AD",
    "–",
    "/",
    " ",
    "  ",
    "\t",
    "\u00A0",
    "\u0000",
    "\n",
    "中",
    "文",
    "かな",
    "한국",
    "ไทย",
    "שלום",
    "e\u0301",
    "\uD835\uDC65",
    "#",
    "*",
    "_",
    "`",
    "```",
    "~",
    "<b>",
    "<script>",
    "&amp;",
    "&",
    "[",
    "]",
    "](",
    "[^1]:",
    "!",
    "\\",
    "$",
    "|",
    ":",
    "---",
    "===",
    ">",
    "+",
    ".",
    ",",
    "•",
    "and",
    "http://a.b/c_d-",
    "\\frac{a}{b}"
  };

  private Texts() {}

  /** Texts put together of words, marks of Markdown, hyphens, spaces and many scripts. */
  static Arbitrary<String> any() {
    return Arbitraries.of(PARTS).list().ofMaxSize(8).map(parts -> String.join("", parts));
  }

  /** Without white space and control characters. */
  static String unspaced(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().filter(c -> !Characters.isSpace(c)).forEach(out::appendCodePoint);
    return out.toString();
  }
}
