package dev.quire.train.page.text;

/** A writing system that the generator can fill pages with. */
public enum Script {
  LATIN("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:-()[]/%&'\"$"),
  CYRILLIC("абвгдежзиклмнопрстуфхцчшщьыэюяАБВГДЕЖЗИКЛМНОПРСТ"),
  GREEK("αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕάέήίόύώ"),
  CHINESE("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出，。、"),
  JAPANESE("のはをにたがでてとしれさるいあアイウエオカキ日本語漢字用法、。"),
  KOREAN("은는이가을를의에로다한국어문서제출사항년월일");

  private final String sample;

  Script(String sample) {
    this.sample = sample;
  }

  /** Characters that a font must have to be used for this script. */
  public String sample() {
    return sample;
  }

  /** Whether lines break between any two characters and glyphs fill a square. */
  public boolean ideographic() {
    return this == CHINESE || this == JAPANESE;
  }

  public boolean eastAsian() {
    return ideographic() || this == KOREAN;
  }
}
