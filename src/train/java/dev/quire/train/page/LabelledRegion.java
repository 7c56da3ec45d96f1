package dev.quire.train.page;

/** One region of a page's ground truth. */
public record LabelledRegion(Label label, Box box) {}
