package dev.quire.model;

/** What the coordinates of a model's boxes count. */
public enum BoxUnit {

  /** Pixels of the original page. */
  PAGE,

  /** Pixels of the model's input, the resized page. */
  INPUT,

  /** Shares of the page's width and height, 0 to 1. */
  RELATIVE
}
