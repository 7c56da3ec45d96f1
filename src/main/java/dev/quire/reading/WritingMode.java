package dev.quire.reading;

/** Which way the characters of a line follow one another. */
public enum WritingMode {
  /** Characters from left to right, lines from top to bottom: Latin, Cyrillic, modern Chinese. */
  LEFT_TO_RIGHT,
  /** Characters from right to left, lines from top to bottom: Arabic, Hebrew. */
  RIGHT_TO_LEFT,
  /** Characters from top to bottom, lines from right to left: traditional Chinese, Japanese. */
  VERTICAL
}
