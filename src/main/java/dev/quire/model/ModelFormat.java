package dev.quire.model;

/** In which files a model's graph and weights lie. */
public enum ModelFormat {

  /** One file that holds both. */
  ONNX,

  /** A program and a file of all its parameters. */
  PADDLE
}
