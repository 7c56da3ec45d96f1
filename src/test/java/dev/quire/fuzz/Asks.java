package dev.quire.fuzz;

/** What a campaign asks. */
@FunctionalInterface
interface Asks {

  /** An input; the same for dice that fall the same. */
  Ask next(Dice dice);
}
