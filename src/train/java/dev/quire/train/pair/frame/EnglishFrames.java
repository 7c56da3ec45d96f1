package dev.quire.train.pair.frame;

import java.util.List;

/** What the English sentences say, see {@link FrameReader} for the notation. */
final class EnglishFrames {

  private static final String TRAIN =
      """
      = {person} ordered {count} {goods} on {date}
      = on {date} {person} placed an order for {count} {goods}
      = {count} {goods} were ordered by {person} on {date}
      = an order for {count} {goods} was placed by {person} on {date}
      ~ {person} returned {count} {goods} on {date}
      ~ {person} asked for a catalogue of {goods} on {date}

      = {company} paid {amount} to {company2} for the {goods}
      = {company2} was paid {amount} for the {goods} by {company}
      = {company2} received {amount} from {company} for the {goods}
      = a payment of {amount} for the {goods} was made by {company} to {company2}
      ~ {company} has a dispute with {company2} about the {goods}

      = the invoice {code} over {amount} is due on {date}
      = invoice {code} for {amount} must be paid by {date}
      = please settle invoice {code} of {amount} no later than {date}
      = {amount} for invoice {code} is payable by {date}
      ~ invoice {code} was printed on {date}

      = the total of invoice {code} is {amount}
      = invoice {code} comes to {amount} in total
      = the sum of invoice {code} is {amount}
      ~ invoice {code} has a wrong address

      & company
      = the contract between {company} and {company2} ends on {date}
      = the agreement of {company} with {company2} will expire on {date}
      = on {date} the contract that {company} has with {company2} is over
      ~ the lawyers of {company} and {company2} are to meet on {date}

      = the train from {place} to {place2} leaves at {time}
      = at {time} the train departs from {place} for {place2}
      = the train to {place2} will leave {place} at {time}
      = departure of the train from {place} to {place2} is at {time}
      ~ the train from {place} to {place2} has a dining car

      = {person} will fly from {place} to {place2} on {date}
      = on {date} {person} is taking a flight from {place} to {place2}
      = {person} has a flight to {place2} from {place} on {date}
      = the flight of {person} from {place} to {place2} is on {date}
      ~ {person} wrote a letter from {place} about the traffic in {place2}

      = the weather in {place} will be sunny on {weekday}
      = on {weekday} it is going to be sunny in {place}
      = sunny weather is expected in {place} on {weekday}
      = {place} can expect sun on {weekday}
      ~ the market in {place} is crowded on {weekday}

      = the temperature in {place} will rise to {degrees}
      = {degrees} are expected in {place}
      = {place} will see a high of {degrees}
      ~ the river in {place} is {degrees} warm

      = {person} opened an account at {company} on {date}
      = on {date} an account was opened at {company} by {person}
      = {person} has had an account with {company} since {date}
      ~ {person} forgot the password for {company} on {date}

      = {person} transferred {amount} to {person2}
      = {person2} got a transfer of {amount} from {person}
      = {amount} was transferred by {person} to {person2}
      = a transfer of {amount} from {person} to {person2} was made
      ~ {person} and {person2} have the same bank

      = {person} lent {person2} the {thing}
      = {person2} borrowed the {thing} from {person}
      = the {thing} was lent to {person2} by {person}
      ~ {person} and {person2} talked about the {thing}

      = the interest rate of the loan is {percent}
      = the loan has an interest rate of {percent}
      = interest on the loan is charged at {percent}
      ~ the loan was approved with a fee of {percent}

      = sales of {goods} in {country} increased by {percent}
      = in {country} sales of {goods} were up {percent}
      = {country} bought {percent} more {goods}
      = there was an increase of {percent} in sales of {goods} in {country}
      ~ {goods} make up {percent} of the imports of {country}

      = how do I reset my password
      = what should I do to get a new password
      = I forgot my password and want to reset it
      = where can I change a forgotten password
      ~ how do I change my email address
      ~ how long must a password be

      = how can I cancel my order
      = what do I need to do to cancel an order
      = I want to cancel the order that I placed
      = is there a way to stop my order
      ~ how can I track my order
      ~ where do I see my last order

      = how long does delivery to {country} take
      = when will my parcel arrive in {country}
      = what is the delivery time to {country}
      = how many days does shipping to {country} need
      ~ how much does delivery to {country} cost
      ~ do you have a shop in {country}

      = what does the {thing} cost
      = how much is the {thing}
      = what is the price of the {thing}
      = how expensive is the {thing}
      ~ what colours does the {thing} come in
      ~ who makes the {thing}

      = where is the nearest station in {place}
      = how do I get to the station in {place}
      = can you show me the way to the station in {place}
      ~ when was the station in {place} built
      ~ is there a hotel near the station in {place}

      = press the red button to stop the {thing}
      = to stop the {thing}, push the red button
      = the {thing} is stopped by pressing the red button
      ~ clean the red button of the {thing} with a dry cloth

      = keep the {thing} away from water
      = do not let the {thing} get wet
      = the {thing} must be kept dry
      ~ put the {thing} on the upper shelf

      = switch off the {thing} before you clean it
      = before cleaning, the {thing} must be switched off
      = the {thing} has to be turned off before it is cleaned
      ~ read the manual of the {thing} first

      = the {thing} is out of stock until {date}
      = we will not have the {thing} again before {date}
      = the {thing} is unavailable until {date}
      ~ the {thing} will be repaired on {date}

      = the {thing} that I received is broken
      = my {thing} arrived damaged
      = I got a {thing} that does not work
      ~ my {thing} arrived in a blue box
      ~ I bought the {thing} for my mother

      = {company} hired {count} engineers in {place}
      = {count} engineers in {place} were taken on by {company}
      = {company} has {count} new engineers in {place}
      ~ {company} has a canteen in {place} for {count} people

      = {company} is going to buy {company2} for {amount}
      = {company2} will be bought by {company} for {amount}
      = the purchase of {company2} by {company} for {amount} is planned
      ~ {company} and {company2} both have debts of {amount}

      = the meeting with {person} starts at {time} on {weekday}
      = on {weekday} at {time} the meeting with {person} will begin
      = the start of the meeting with {person} is {weekday} at {time}
      ~ {person} was late for the meeting on {weekday}

      = the museum in {place} is closed on {weekday}
      = on {weekday} the museum in {place} does not open
      = you cannot visit the museum in {place} on {weekday}
      ~ the museum in {place} has a new director

      = the shop opens at {time}
      = opening time of the shop is {time}
      = you can enter the shop from {time}
      ~ the shop was robbed at {time}

      = {person} lives in {place} and works for {company}
      = {person}, who works for {company}, lives in {place}
      = {company} employs {person}, a resident of {place}
      ~ {person} was born in {place} near the office of {company}

      = {person} is older than {person2}
      = {person2} is younger than {person}
      = compared with {person2}, {person} is older
      ~ {person} is a cousin of {person2}

      = {person} sold the {thing} to {person2} for {amount}
      = {person2} bought the {thing} from {person} for {amount}
      = the {thing} was sold to {person2} by {person} for {amount}
      ~ {person} and {person2} found a {thing} that is worth {amount}

      = the tenant must pay the rent of {amount} every month
      = a monthly rent of {amount} is to be paid by the tenant
      = each month the tenant owes {amount} of rent
      ~ the tenant paid {amount} for new windows

      = either party may end this contract with {period} notice
      = this contract can be terminated by either party with a notice of {period}
      = notice of {period} is needed from either party to end this contract
      ~ this contract was signed after talks of {period}

      = the warranty for the {thing} is {period}
      = the {thing} has a warranty of {period}
      = the {thing} is covered by warranty for {period}
      ~ the repair of the {thing} took {period}

      = the seller is liable for defects for {period}
      = for {period} the seller must answer for defects
      = liability of the seller for defects lasts {period}
      ~ the seller has been in business for {period}

      = passengers must show their ticket and passport
      = ticket and passport must be shown by passengers
      = travellers have to present a passport and a ticket
      ~ passengers may take a bag and a coat with them

      = the patient should take the medicine twice a day
      = this medicine is to be taken two times a day by the patient
      = take two doses of the medicine each day
      ~ the patient was seen twice by the doctor

      = add {count} eggs and stir for {period}
      = {count} eggs are added, then stir for {period}
      = after adding {count} eggs, stir for {period}
      ~ {count} eggs can be stored for {period}

      = the parcel {code} was delivered to {place} on {date}
      = delivery of parcel {code} to {place} was on {date}
      = parcel {code} arrived in {place} on {date}
      ~ parcel {code} was weighed in {place} on {date}

      = the application of {person} was accepted
      = {person} has been accepted
      = the office said yes to the application of {person}
      ~ {person} sent the application by post

      = {person} won the game against {person2}
      = {person2} lost the game to {person}
      = the game between {person} and {person2} was won by {person}
      = {person} beat {person2} in the game
      ~ {person} watched the game with {person2}

      = {person} teaches {person2} to play the {thing}
      = {person2} is taught to play the {thing} by {person}
      = {person2} is learning the {thing} from {person}
      ~ {person} wants {person2} to repair the {thing}

      = the report shows a profit of {amount} for {company}
      = according to the report {company} made a profit of {amount}
      = {company} earned a profit of {amount}, the report says
      ~ the report on {company} is sold for {amount}

      = the population of {place} is {count} thousand
      = {count} thousand people live in {place}
      = {place} is home to {count} thousand people
      ~ {count} thousand people visit {place} each year

      = table {count} of the annex lists the {goods}
      = the {goods} are listed in table {count} of the annex
      = a list of the {goods} is found in table {count} of the annex
      ~ table {count} of the annex is missing the heading

      = I like {goods} more than {goods2}
      = I prefer {goods} to {goods2}
      = {goods} are better than {goods2}, I think
      ~ I sell {goods} and {goods2}

      = the {thing} is in the kitchen next to the window
      = you will find the {thing} in the kitchen by the window
      = in the kitchen, beside the window, is the {thing}
      ~ the {thing} fell out of the kitchen window
      """;

  /** Sentences and questions that training never sees. */
  private static final String HELD_OUT =
      """
      = {person} booked {count} rooms in {place} for {date}
      = on {date} {count} rooms in {place} were booked for {person}
      = {count} rooms in {place} are reserved for {person} on {date}
      ~ {person} has cleaned {count} rooms in {place} on {date}

      = {company} delivered the {goods} to {company2} on {date}
      = the {goods} were delivered to {company2} by {company} on {date}
      = {company2} received the {goods} from {company} on {date}
      ~ {company} and {company2} both wanted the {goods} on {date}

      = the bus from {place} to {place2} arrives at {time}
      = at {time} the bus to {place2} from {place} will arrive
      = arrival of the bus from {place} in {place2} is at {time}
      ~ the bus from {place} to {place2} is full at {time}

      = how do I open an account
      = what do I need to open a new account
      = I want to open an account, what should I do
      ~ how do I close an account
      ~ which account is best

      = how much does a ticket to {place} cost
      = what is the price of a ticket to {place}
      = what do I have to pay for a ticket to {place}
      ~ how long is a ticket to {place} valid

      = {person} gave {person2} the {thing}
      = {person2} got the {thing} from {person}
      = the {thing} was given to {person2} by {person}
      ~ {person} and {person2} both broke the {thing}

      = the buyer must pay a deposit of {amount} before {date}
      = a deposit of {amount} must be paid by the buyer before {date}
      = before {date} the buyer has to make a deposit of {amount}
      ~ the buyer was promised a discount of {amount} on {date}

      = the price of the {thing} increased by {percent}
      = the {thing} is {percent} more expensive
      = there was an increase of {percent} in the price of the {thing}
      ~ the {thing} is {percent} metal

      = the office is open from {time} on {weekday}
      = on {weekday} the office opens at {time}
      = you can visit the office on {weekday} from {time}
      ~ the office was cleaned at {time} on {weekday}

      = {person} must return the {thing} to {company} within {period}
      = within {period} the {thing} must be returned to {company} by {person}
      = {company} will get the {thing} back from {person} within {period}
      ~ {person} was employed by {company} for {period} to sell the {thing}

      = the {goods} were damaged when they arrived in {country}
      = the {goods} arrived in {country} damaged
      = {country} received {goods} that were broken
      ~ the {goods} were packed in {country}

      = push the green button to start the {thing}
      = to start the {thing}, press the green button
      = the {thing} is started by pressing the green button
      ~ the green button of the {thing} is lost
      """;

  private EnglishFrames() {}

  static List<Frame> train() {
    return FrameReader.read(TRAIN);
  }

  static List<Frame> heldOut() {
    return FrameReader.read(HELD_OUT);
  }
}
