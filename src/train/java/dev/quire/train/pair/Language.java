package dev.quire.train.pair;

/** The languages of the sentences. */
public enum Language {
  ENGLISH,
  CHINESE
}
