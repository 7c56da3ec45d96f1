package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages of a document are wanted, such as {@code 1-3,7} or {@code 5-}, which is page 5 and
 * all that follow. Pages are numbered from 1.
 *
 * @param ranges in any order, may overlap; not empty
 */
public record PageSelection(List<Range> ranges) {

  private static final Pattern ITEM = Pattern.compile("(\\d{1,9})(?:(-)(\\d{1,9})?)?");

  /**
   * Pages that follow each other.
   *
   * @param first from 1
   * @param last at least {@code first}; empty for the document's last
   */
  public record Range(int first, OptionalInt last) {

    public Range {
      if (first < 1) {
        throw new InvalidPageSelectionException("Pages are numbered from 1, not " + first);
      }
      if (last.isPresent() && last.getAsInt() < first) {
        throw new InvalidPageSelectionException(
            "Pages %d-%d run backwards; a range is written from its first page to its last"
                .formatted(first, last.getAsInt()));
      }
    }

    @Override
    public String toString() {
      if (last.isEmpty()) {
        return first + "-";
      }
      return last.getAsInt() == first ? "" + first : first + "-" + last.getAsInt();
    }
  }

  public PageSelection {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new InvalidPageSelectionException("A selection names at least one page");
    }
  }

  /** All pages. */
  public static PageSelection all() {
    return new PageSelection(List.of(new Range(1, OptionalInt.empty())));
  }

  /**
   * Reads a selection: numbers and ranges with commas between, spaces around them allowed.
   *
   * @throws InvalidPageSelectionException if it cannot be read
   */
  public static PageSelection parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      ranges.add(range(item.strip(), text));
    }
    return new PageSelection(ranges);
  }

  private static Range range(String item, String text) {
    Matcher matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      throw new InvalidPageSelectionException(
          "Pages are written like 1-3,7 or 5-, not \"%s\": \"%s\" is no page and no range"
              .formatted(text, item));
    }
    int first = Integer.parseInt(matcher.group(1));
    if (matcher.group(2) == null) {
      return new Range(first, OptionalInt.of(first));
    }
    String last = matcher.group(3);
    return new Range(
        first, last == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(last)));
  }

  /**
   * The pages it names of a document, each once, in the document's order.
   *
   * @param pageCount the document's, at least 1
   * @param limit most pages taken at once, at least 1
   * @return page numbers, from 1
   * @throws InvalidPageSelectionException if it names a page that the document does not have
   * @throws InvalidDocumentException TOO_MANY_PAGES, with the count in the message: nothing is left
   *     out in silence
   */
  public List<Integer> of(int pageCount, int limit) {
    BitSet wanted = new BitSet();
    for (Range range : ranges) {
      int last = range.last().orElse(pageCount);
      if (range.first() > pageCount || last > pageCount) {
        throw new InvalidPageSelectionException(
            "Pages %s were asked for; the document has %d".formatted(range, pageCount));
      }
      wanted.set(range.first(), last + 1);
    }
    int count = wanted.cardinality();
    if (count > limit) {
      throw new InvalidDocumentException(
          Reason.TOO_MANY_PAGES,
          "%d pages were asked for of a document of %d; at most %d are taken at once"
              .formatted(count, pageCount, limit));
    }
    return wanted.stream().boxed().toList();
  }

  /** The selection as {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.join(",", ranges.stream().map(Range::toString).toList());
  }
}
