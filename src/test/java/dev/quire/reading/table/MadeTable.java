package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Table;
import java.util.List;

/** A made table with what is known of it. */
record MadeTable(Table truth, Area area, List<ReadLine> lines, List<Rule> rules) {}
