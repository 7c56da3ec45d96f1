package dev.quire.api.paddlex;

import java.util.List;

/** A result whose pages may have warnings. */
public interface WarnedResult {

  /** The types of the warnings that its pages have, each once. */
  List<String> warningTypes();
}
