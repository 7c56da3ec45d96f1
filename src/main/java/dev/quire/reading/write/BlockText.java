package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import java.util.stream.Collectors;

/** The running text of single blocks. Not thread-safe. */
public final class BlockText {

  private final Paragraphs paragraphs;

  private BlockText(Vocabulary vocabulary) {
    this.paragraphs = new Paragraphs(vocabulary);
  }

  /** Of the blocks of a page: how a word at a line's end goes on is told by the whole page. */
  public static BlockText of(ReadPage page) {
    Vocabulary vocabulary = new Vocabulary();
    vocabulary.learn(page);
    return new BlockText(vocabulary);
  }

  /** The block's lines joined to a paragraph; of program text each line is one. */
  public String of(Block block) {
    return block.role() == Role.CODE
        ? block.lines().stream().map(ReadLine::text).collect(Collectors.joining("\n"))
        : paragraphs.join(block.lines());
  }
}
