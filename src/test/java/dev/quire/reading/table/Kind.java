package dev.quire.reading.table;

/** Kinds of made tables. */
enum Kind {
  GRID(Rules.GRID, Script.LATIN, false, false),
  GRID_SPANS(Rules.GRID, Script.LATIN, true, false),
  GRID_MULTILINE(Rules.GRID, Script.LATIN, false, true),
  GRID_CJK(Rules.GRID, Script.CJK, false, false),
  ROW_RULES(Rules.ROWS, Script.LATIN, false, true),
  STUB_RULE(Rules.STUB, Script.LATIN, false, false),
  BOOKTABS(Rules.BOOKTABS, Script.LATIN, false, false),
  BOOKTABS_SPANS(Rules.BOOKTABS, Script.LATIN, true, false),
  BOOKTABS_MULTILINE(Rules.BOOKTABS, Script.LATIN, false, true),
  RULELESS(Rules.NONE, Script.LATIN, false, false),
  RULELESS_SPANS(Rules.NONE, Script.LATIN, true, false),
  RULELESS_MULTILINE(Rules.NONE, Script.LATIN, false, true),
  RULELESS_CJK(Rules.NONE, Script.CJK, false, false);

  /** Which rules are drawn. */
  enum Rules {
    GRID,
    ROWS,
    STUB,
    BOOKTABS,
    NONE
  }

  /** What cells say. */
  enum Script {
    LATIN,
    CJK
  }

  final Rules rules;
  final Script script;
  final boolean spans;
  final boolean multiline;

  Kind(Rules rules, Script script, boolean spans, boolean multiline) {
    this.rules = rules;
    this.script = script;
    this.spans = spans;
    this.multiline = multiline;
  }
}
