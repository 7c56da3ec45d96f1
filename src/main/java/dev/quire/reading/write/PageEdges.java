package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.text.Continuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether paragraphs run over the edges of a page.
 *
 * @param starts whether a paragraph begins with the page
 * @param ends whether one ends with it
 */
public record PageEdges(boolean starts, boolean ends) {

  /** What the first and the last block of the running text say; empty where they are no text. */
  private record Texts(Optional<String> first, Optional<String> last) {}

  /**
   * Of the pages of a document; at its first and last page by the text alone.
   *
   * @param pages in order
   */
  public static List<PageEdges> of(List<ReadPage> pages) {
    List<Texts> texts = pages.stream().map(PageEdges::texts).toList();
    List<PageEdges> edges = new ArrayList<>(pages.size());
    for (int at = 0; at < texts.size(); at++) {
      boolean goesOn =
          at == 0
              ? texts.get(0).first().filter(PageEdges::beginsWithin).isPresent()
              : continued(texts.get(at - 1), texts.get(at));
      boolean breaksOff =
          at == texts.size() - 1
              ? texts.get(at).last().filter(Continuation::unfinished).isPresent()
              : continued(texts.get(at), texts.get(at + 1));
      edges.add(new PageEdges(!goesOn, !breaksOff));
    }
    return List.copyOf(edges);
  }

  private static boolean beginsWithin(String text) {
    return Character.isLowerCase(text.codePointAt(0));
  }

  private static boolean continued(Texts page, Texts next) {
    return page.last()
        .filter(Continuation::unfinished)
        .flatMap(last -> next.first().filter(first -> Continuation.continues(last, first)))
        .isPresent();
  }

  private static Texts texts(ReadPage page) {
    BlockText text = BlockText.of(page);
    List<Block> running = page.blocks().stream().filter(PageEdges::isRunning).toList();
    return running.isEmpty()
        ? new Texts(Optional.empty(), Optional.empty())
        : new Texts(
            paragraph(running.get(0), text), paragraph(running.get(running.size() - 1), text));
  }

  private static Optional<String> paragraph(Block block, BlockText text) {
    return block.role() == Role.TEXT || block.role() == Role.LIST_ITEM
        ? Optional.of(text.of(block).strip()).filter(words -> !words.isEmpty())
        : Optional.empty();
  }

  /** Text goes on past figures and notes. */
  private static boolean isRunning(Block block) {
    return switch (block.role()) {
      case HEADER, FOOTER, PAGE_NUMBER, FOOTNOTE, FIGURE, CAPTION -> false;
      default -> true;
    };
  }
}
