package dev.quire.reading.write;

import dev.quire.reading.text.ListMark;
import java.util.List;
import java.util.Optional;

/**
 * What is written as one unit. Texts have no line ends, no spaces around them and none beside
 * another, and are not yet escaped.
 */
sealed interface Piece {

  /** Whether text can flow around it: text before and after it may be one paragraph. */
  default boolean floats() {
    return true;
  }

  /** About how many characters it holds. */
  int size();

  /** A title or heading; {@code level} from 1 to 6. */
  record Heading(int level, String text) implements Piece {
    @Override
    public boolean floats() {
      return false;
    }

    @Override
    public int size() {
      return text.length();
    }
  }

  /** Text that may be continued, or continue another, over a column or page break. */
  sealed interface Running extends Piece {
    /** What it says. */
    String text();

    /** Whether it stands right after a column or page break or a float. */
    boolean afterBreak();

    /** The same with another text. */
    Running with(String text);

    @Override
    default boolean floats() {
      return false;
    }

    @Override
    default int size() {
      return text().length();
    }
  }

  /** A paragraph. */
  record Paragraph(String text, boolean afterBreak) implements Running {
    @Override
    public Paragraph with(String other) {
      return new Paragraph(other, afterBreak);
    }
  }

  /** An item of a list; {@code depth} 0 for the outermost list. */
  record Item(ListMark mark, int depth, String text, boolean afterBreak) implements Running {
    @Override
    public Item with(String other) {
      return new Item(mark, depth, other, afterBreak);
    }
  }

  /** Lines that stay lines: a table without cells. */
  record Lines(List<String> lines) implements Piece {
    @Override
    public int size() {
      return sum(lines);
    }
  }

  /** Program text; its lines keep their indentation. */
  record Code(List<String> lines) implements Piece {
    @Override
    public boolean floats() {
      return false;
    }

    @Override
    public int size() {
      return sum(lines);
    }
  }

  /** A displayed formula. */
  record Formula(String text) implements Piece {
    @Override
    public boolean floats() {
      return false;
    }

    @Override
    public int size() {
      return text.length();
    }
  }

  /** A figure with its caption, which may be empty, and the lines that were read within it. */
  record Figure(Optional<String> link, String caption, List<String> lines) implements Piece {
    @Override
    public int size() {
      return link.map(String::length).orElse(0) + caption.length() + sum(lines);
    }
  }

  /** A table with cells: the parts of it that stand on one page each, one below the other. */
  record Cells(List<TableGrid> parts) implements Piece {

    /** Copies the parts. */
    public Cells {
      parts = List.copyOf(parts);
    }

    /** All parts as one. */
    TableGrid grid() {
      return TableJoin.merge(parts);
    }

    @Override
    public int size() {
      return parts.stream().mapToInt(TableGrid::size).sum();
    }
  }

  /** What explains a table, or a figure that was not found. */
  record Caption(String text) implements Piece {
    @Override
    public int size() {
      return text.length();
    }
  }

  /** A footnote. */
  record Note(String text) implements Piece {
    @Override
    public int size() {
      return text.length();
    }
  }

  /** Stands between two pages. */
  record PageBreak() implements Piece {
    @Override
    public int size() {
      return 1;
    }
  }

  private static int sum(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }
}
