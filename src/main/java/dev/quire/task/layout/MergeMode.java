package dev.quire.task.layout;

/** Which of two boxes stays when one lies in the other: {@code layout_merge_bboxes_mode}. */
public enum MergeMode {
  /** Both. */
  UNION,
  /** The outer one. */
  LARGE,
  /** The inner one. */
  SMALL
}
