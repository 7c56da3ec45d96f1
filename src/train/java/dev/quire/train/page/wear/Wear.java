package dev.quire.train.page.wear;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Page;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * What happens to a page between its making and its picture: printing, scanning, photographing,
 * compressing. Stateless; one clean page can be worn many times.
 */
public final class Wear {

  private static final double CLEAN = 0.36;
  private static final double COMPRESSED = 0.14;
  private static final double SCANNED = 0.32;
  private static final double PHOTOGRAPHED = 0.08;
  private static final double ARCHIVED = 0.1;

  /** Wears a page; the clean one stays as it is. */
  public Page apply(Page clean, RandomGenerator random) {
    Dice dice = new Dice(random);
    return switch (dice.weighted(CLEAN, COMPRESSED, SCANNED, PHOTOGRAPHED, ARCHIVED)) {
      case 0 -> clean;
      case 1 -> compressed(clean, dice);
      case 2 -> scanned(clean, dice);
      case 3 -> photographed(clean, dice);
      default -> archived(clean, dice);
    };
  }

  private static Page with(Page page, BufferedImage image) {
    return new Page(image, page.regions());
  }

  /** How fine a page's pixels are: blur grows with the resolution. */
  private static double fine(Page page) {
    return Math.max(0.6, page.image().getHeight() / 1200.0);
  }

  private static Page compressed(Page clean, Dice dice) {
    BufferedImage image = clean.image();
    if (dice.chance(0.25)) {
      image = Lens.coarse(image, dice.between(0.45, 0.75));
    }
    return with(clean, Lens.jpeg(image, dice.whole(20, 95)));
  }

  private static Page scanned(Page clean, Dice dice) {
    BufferedImage image = Pixels.copy(clean.image());
    if (dice.chance(0.12)) {
      new Tone(dice, image).bleed(dice.between(0.04, 0.18));
    }
    Page page = with(clean, image);
    boolean turned = dice.chance(0.6);
    boolean moved = dice.chance(0.35);
    if (turned || moved) {
      int around = dice.pick(255, 255, 250, -1, dice.whole(0, 255));
      double most = turned ? dice.pick(0.4, 0.8, 1.5, 2.5) : 0.01;
      page = Warp.drawn(page, dice, 0, most, moved, around).apply(page);
    }
    image = page.image();
    if (dice.chance(0.35)) {
      image = Lens.blur(image, fine(page) * dice.between(0.4, 1.1));
    }
    Tone tone = new Tone(dice, image);
    if (dice.chance(0.4)) {
      tone.grey();
    }
    if (dice.chance(0.6)) {
      tone.curve();
    }
    if (dice.chance(0.35)) {
      tone.light(dice.between(0.05, 0.3));
    }
    if (dice.chance(0.55)) {
      tone.noise(dice.log(1.5, 14), dice.chance(0.4));
    }
    if (dice.chance(0.2)) {
      tone.edges();
    }
    if (dice.chance(0.2)) {
      tone.specks(dice.log(0.00003, 0.002));
    }
    if (dice.chance(0.3)) {
      image = Lens.jpeg(image, dice.whole(25, 95));
    }
    return with(page, image);
  }

  private static Page photographed(Page clean, Dice dice) {
    int around = dice.pick(-1, dice.whole(10, 120), dice.whole(120, 240));
    Page page = Warp.drawn(clean, dice, 0.03, 2.5, true, around).apply(clean);
    BufferedImage image = page.image();
    if (dice.chance(0.25) && fine(page) > 0.8) {
      image = Lens.motion(image, dice);
    } else if (dice.chance(0.6)) {
      image = Lens.blur(image, fine(page) * dice.between(0.5, 1.4));
    }
    Tone tone = new Tone(dice, image);
    tone.light(dice.between(0.15, 0.55));
    tone.curve();
    tone.noise(dice.log(2, 12), true);
    return with(page, dice.chance(0.5) ? Lens.jpeg(image, dice.whole(30, 92)) : image);
  }

  private static Page archived(Page clean, Dice dice) {
    Page page = clean;
    if (dice.chance(0.7)) {
      page = Warp.drawn(page, dice, 0, dice.pick(0.3, 0.7, 1.5), dice.chance(0.3), 255).apply(page);
    }
    BufferedImage image =
        dice.chance(0.5)
            ? Lens.coarse(page.image(), dice.between(0.5, 0.9))
            : Pixels.copy(page.image());
    Tone tone = new Tone(dice, image);
    tone.noise(dice.log(2, 30), false);
    tone.binary(dice.between(0.5, 0.85));
    if (dice.chance(0.4)) {
      tone.specks(dice.log(0.00003, 0.003));
    }
    if (dice.chance(0.3)) {
      tone.edges();
    }
    return with(page, image);
  }
}
