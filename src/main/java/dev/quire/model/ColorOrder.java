package dev.quire.model;

/** In which order a model takes the channels of an image. */
public enum ColorOrder {
  RGB,
  BGR
}
