package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import dev.quire.reading.text.Characters;
import dev.quire.reading.text.ListMark;
import dev.quire.reading.text.ListMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a block into items where its lines begin with marks of a list: an item of a list may hold
 * several, and layout models without a label for lists call them text.
 */
final class Items {

  /**
   * An item, or text without a mark.
   *
   * @param mark its mark; empty for text before the first mark
   * @param lines the texts of its lines without the mark
   * @param first its first line
   */
  record Item(Optional<ListMark> mark, List<String> lines, ReadLine first) {}

  private Items() {}

  /** The items of a block in their order; one without a mark if it is no list. */
  static List<Item> of(Block block) {
    List<Item> items = new ArrayList<>();
    ListMark last = null;
    boolean numbered = numbered(block);
    for (ReadLine line : block.lines()) {
      String text = Characters.collapse(line.text());
      if (text.isEmpty()) {
        continue;
      }
      Optional<ListMarks.Cut> cut = cut(block.role(), text, numbered, items.isEmpty(), last);
      if (cut.isPresent()) {
        last = cut.get().mark();
        items.add(new Item(Optional.of(last), new ArrayList<>(List.of(cut.get().rest())), line));
      } else if (items.isEmpty()) {
        items.add(new Item(Optional.empty(), new ArrayList<>(List.of(text)), line));
      } else {
        items.get(items.size() - 1).lines().add(text);
      }
    }
    return items;
  }

  private static Optional<ListMarks.Cut> cut(
      Role role, String text, boolean numbered, boolean first, ListMark last) {
    Optional<ListMarks.Cut> sign = ListMarks.sign(text);
    if (sign.isPresent()) {
      return sign;
    }
    if (role == Role.LIST_ITEM && (first || last instanceof ListMark.Bullet)) {
      Optional<ListMarks.Cut> item = ListMarks.ofItem(text);
      if (first
          || item.map(ListMarks.Cut::mark).filter(ListMark.Bullet.class::isInstance).isPresent()) {
        return item;
      }
    }
    return ListMarks.number(text)
        .filter(
            number ->
                last == null ? first && numbered : ((ListMark.Number) number.mark()).follows(last));
  }

  /** Whether the first line begins with a number and a later one with the next. */
  private static boolean numbered(Block block) {
    ListMark first = null;
    for (ReadLine line : block.lines()) {
      Optional<ListMarks.Cut> cut = ListMarks.number(Characters.collapse(line.text()));
      if (first == null) {
        if (cut.isEmpty()) {
          return false;
        }
        first = cut.get().mark();
      } else if (cut.isPresent() && ((ListMark.Number) cut.get().mark()).follows(first)) {
        return true;
      }
    }
    return false;
  }
}
