package dev.quire.document.searchable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdfparser.PDFStreamParser;

/**
 * What a page's contents leave open at their end, found by going through their operators without
 * carrying them out. What is appended closes it first.
 */
final class ContentBalance {

  /** Contents of more operators and operands are not gone through to their end. */
  private static final int MOST_TOKENS = 20_000_000;

  /** Nobody nests as deep; readers need not follow deeper than 28 (ISO 32000-1, Annex C). */
  private static final int DEEPEST = 10_000;

  private final Deque<double[]> saved = new ArrayDeque<>();
  private double[] matrix = {1, 0, 0, 1, 0, 0};
  private int marked;
  private boolean text;
  private boolean restoredTooOften;

  private ContentBalance() {}

  /** Goes through contents; where they are damaged, as far as that is possible. */
  static ContentBalance of(PDContentStream contents) {
    ContentBalance balance = new ContentBalance();
    try {
      balance.read(new PDFStreamParser(contents));
    } catch (IOException | RuntimeException damaged) {
      // viewers draw what comes before
    }
    return balance;
  }

  private void read(PDFStreamParser parser) throws IOException {
    List<Object> operands = new ArrayList<>();
    try {
      Object token = parser.parseNextToken();
      for (int i = 0; token != null && i < MOST_TOKENS; i++) {
        if (token instanceof Operator operator) {
          apply(operator.getName(), operands);
          operands.clear();
        } else if (operands.size() <= matrix.length) {
          operands.add(token);
        }
        token = parser.parseNextToken();
      }
    } finally {
      parser.close();
    }
  }

  private void apply(String operator, List<Object> operands) {
    switch (operator) {
      case "q" -> save();
      case "Q" -> {
        restoredTooOften |= saved.isEmpty();
        matrix = saved.isEmpty() ? matrix : saved.pop();
      }
      case "cm" -> concatenate(operands);
      case "BT" -> text = true;
      case "ET" -> text = false;
      case "BMC", "BDC" -> marked++;
      case "EMC" -> marked = Math.max(0, marked - 1);
      default -> {
        // nothing that stays open
      }
    }
  }

  private void save() {
    if (saved.size() == DEEPEST) {
      throw new IllegalStateException("saved without end");
    }
    saved.push(matrix);
  }

  private void concatenate(List<Object> operands) {
    if (operands.size() != matrix.length
        || !operands.stream().allMatch(COSNumber.class::isInstance)) {
      return;
    }
    double[] m = operands.stream().mapToDouble(n -> ((COSNumber) n).floatValue()).toArray();
    double[] c = matrix;
    matrix =
        new double[] {
          m[0] * c[0] + m[1] * c[2],
          m[0] * c[1] + m[1] * c[3],
          m[2] * c[0] + m[3] * c[2],
          m[2] * c[1] + m[3] * c[3],
          m[4] * c[0] + m[5] * c[2] + c[4],
          m[4] * c[1] + m[5] * c[3] + c[5]
        };
  }

  /**
   * Whether the contents may stand between one operator that saves the state and one that restores
   * it. Where they restore it more often than they save it they may not: viewers pass over what is
   * too much, and would not any more.
   */
  boolean canBeEnclosed() {
    return !restoredTooOften;
  }

  /** How often the state is saved and not restored. */
  int open() {
    return saved.size();
  }

  /** Whether a text object is open. */
  boolean inText() {
    return text;
  }

  /** How many sequences of marked content are open. */
  int marked() {
    return marked;
  }

  /**
   * The transformation in which the contents leave the page once all that is open is restored; six
   * numbers as PDF writes them.
   */
  double[] remaining() {
    return saved.isEmpty() ? matrix.clone() : saved.peekLast().clone();
  }
}
