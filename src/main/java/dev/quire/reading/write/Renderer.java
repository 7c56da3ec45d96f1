package dev.quire.reading.write;

/** Writes pieces one after the other; what stands between two depends on both. Not thread-safe. */
interface Renderer {

  /** The piece and what parts it from the one before. */
  String render(Piece piece);

  /** What ends a document. */
  String end();
}
