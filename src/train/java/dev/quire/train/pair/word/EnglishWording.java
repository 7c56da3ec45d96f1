package dev.quire.train.pair.word;

import dev.quire.train.pair.Split;
import java.util.List;
import java.util.regex.Pattern;

/** What the generator knows of English. */
final class EnglishWording {

  private static final String SYNONYMS =
      """
      placed an order|put in an order
      returned|sent back
      catalogue|brochure
      received|got|obtained
      must be|has to be|needs to be
      please|kindly
      in total|altogether
      total|overall sum
      agreement|contract
      expire|run out|lapse
      lawyers|attorneys
      leaves|departs
      sunny|bright
      expected|forecast|predicted
      rise|climb|go up
      forgot|could not remember
      transferred|wired|remitted
      transfer|remittance
      lent|loaned
      loan|credit
      approved|authorised|granted
      increased|rose|grew|went up
      increase|rise|growth
      bought|purchased|acquired
      buy|purchase|acquire
      change|alter|modify
      cancel|revoke|call off
      stop|halt
      track|trace
      delivery|shipping
      parcel|package
      arrive|turn up
      expensive|costly|pricey
      nearest|closest
      hotel|inn
      press|push
      pressing|pushing
      switch off|turn off|power off
      switched off|turned off|powered off
      clean|wash
      manual|handbook
      unavailable|not available
      repaired|fixed|mended
      repair|fix|mend
      broken|defective|faulty
      hired|employed|recruited
      meeting|conference
      starts|begins|commences
      begin|start|commence
      closed|shut
      director|head
      shop|store
      lives|resides
      works for|is employed by
      resident|inhabitant
      tenant|renter
      every month|each month
      end|terminate
      needed|required|necessary
      warranty|guarantee
      liable|responsible
      liability|responsibility
      defects|faults|flaws
      seller|vendor
      passengers|travellers
      medicine|drug|medication
      twice|two times
      stir|mix|blend
      application|request
      accepted|admitted
      beat|defeated
      game|match
      teaches|instructs
      learning|studying
      profit|surplus
      earned|made
      people|persons|inhabitants
      annex|appendix
      list|listing
      like|enjoy
      next to|beside
      find|discover
      have to|need to
      way|possibility
      how do I|how can I|how should I
      what is|what's
      before|prior to
      within|in at most
      is going to|will
      cannot|can't|can not
      needs|requires
      shows|states|indicates
      says|reports
      monthly|regular monthly
      leaves|sets off
      delivered|handed over
      opened|set up
      older|more aged
      """
          .strip();

  /** What is known first, then what training never shows. */
  private static final String NEW_SYNONYMS =
      """
      damaged|harmed
      broken|wrecked
      increased|soared
      price|tariff
      increase|uptick
      office|bureau
      pay|remit
      received|collected
      returned|restituted
      open|unlock
      before|ahead of
      expensive|steep
      press|hit
      start|launch
      cost|amount to
      must|ought to
      visit|drop in at
      arrive|show up
      account|ledger
      got|gained
      """
          .strip();

  private static final String ANTONYMS =
      """
      ordered|returned
      sold to|bought from
      opened|closed
      opens|closes
      open|close
      increased|decreased
      increase|decrease
      rise|fall
      more expensive|cheaper
      expensive|cheap
      sunny|rainy
      leaves|arrives
      departs|arrives
      accepted|rejected
      approved|refused
      yes|no
      before|after
      older|younger
      won|lost
      profit|loss
      more|less
      better|worse
      nearest|farthest
      dry|wet
      away from|close to
      switch off|switch on
      switched off|switched on
      turned off|turned on
      start|stop
      started|stopped
      starting|stopping
      begin|finish
      starts|ends
      upper|lower
      closed|open
      damaged|intact
      broken|fine
      end|extend
      ends|goes on after
      twice|once
      two|five
      add|remove
      added|removed
      adding|removing
      high|low
      next to|far from
      red|blue
      green|yellow
      new|old
      until|from
      up|down
      hired|fired
      lent|refused
      prefer|dislike
      like|hate
      due|paid
      best|worst
      """
          .strip();

  /** Auxiliaries first: where there is one, it takes the "not". */
  private static final String NEGATIONS =
      """
      was|was not|wasn't
      were|were not|weren't
      is|is not|isn't
      are|are not|aren't
      will|will not|won't
      must|need not
      may|may not
      should|should not|shouldn't
      has been|has not been|hasn't been
      has had|has not had
      has to|does not have to|doesn't have to
      have to|do not have to|don't have to
      can|cannot|can't
      ordered|did not order|didn't order
      paid|did not pay|didn't pay
      received|did not receive|never received
      transferred|did not transfer|didn't transfer
      lent|did not lend|didn't lend
      borrowed|did not borrow|didn't borrow
      opened|did not open|didn't open
      hired|did not hire|didn't hire
      sold|did not sell|never sold
      bought|did not buy|didn't buy
      won|did not win|didn't win
      beat|did not beat|didn't beat
      lost|did not lose|didn't lose
      made|did not make|didn't make
      earned|did not earn|didn't earn
      arrived|did not arrive|never arrived
      booked|did not book|didn't book
      delivered|did not deliver|didn't deliver
      gave|did not give|never gave
      got|did not get|didn't get
      placed|did not place|never placed
      lives|does not live|doesn't live
      teaches|does not teach|doesn't teach
      leaves|does not leave|doesn't leave
      departs|does not depart|doesn't depart
      opens|does not open|doesn't open
      ends|does not end|doesn't end
      starts|does not start|doesn't start
      shows|does not show|doesn't show
      comes to|does not come to|doesn't come to
      employs|does not employ|doesn't employ
      owes|does not owe|doesn't owe
      lists|does not list|doesn't list
      lasts|does not last|doesn't last
      has|does not have|doesn't have
      live|do not live|don't live
      like|do not like|don't like
      prefer|do not prefer|don't prefer
      """
          .strip();

  private static final Pattern UNDENIABLE =
      Pattern.compile(
          "^(how|what|where|when|why|who|which|by whom|is|can|could|do|does|I want|I forgot|please)\\b"
              + "|\\b(not|no|cannot|unable|unavailable)\\b");

  private static final List<String> COURTESIES =
      List.of(
          "hello, %s",
          "please note: %s",
          "dear all, %s",
          "for your information, %s",
          "%s, thank you",
          "%s, thanks",
          "hi there, %s",
          "excuse me, %s",
          "good morning, %s",
          "%s, best regards");

  private static final List<String> ENDINGS = List.of(".", "!", " .", "...", ";", "");

  private EnglishWording() {}

  /** English with the words of a split. */
  static Wording of(Split split) {
    return new Wording(
        new EnglishLexicon(split),
        Phrases.exchangeable(true, SYNONYMS),
        Phrases.oneWay(true, NEW_SYNONYMS),
        Phrases.exchangeable(true, ANTONYMS),
        Phrases.oneWay(true, NEGATIONS),
        UNDENIABLE,
        new SwappedLetters(),
        COURTESIES,
        ENDINGS,
        ",");
  }
}
