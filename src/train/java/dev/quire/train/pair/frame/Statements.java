package dev.quire.train.pair.frame;

import dev.quire.train.pair.Language;
import dev.quire.train.pair.Split;
import java.util.List;
import java.util.stream.Stream;

/** Where the frames are. */
public final class Statements {

  private Statements() {}

  /** The frames of a language and a split. */
  public static List<Frame> of(Language language, Split split) {
    boolean train = split == Split.TRAIN;
    return switch (language) {
      case ENGLISH ->
          train ? both(EnglishFrames.train(), EnglishTalk.train()) : EnglishFrames.heldOut();
      case CHINESE ->
          train ? both(ChineseFrames.train(), ChineseTalk.train()) : ChineseFrames.heldOut();
    };
  }

  private static List<Frame> both(List<Frame> some, List<Frame> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
