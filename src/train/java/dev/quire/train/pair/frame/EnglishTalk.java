package dev.quire.train.pair.frame;

import java.util.List;

/** Everyday English sentences with few blanks or none, for training. */
final class EnglishTalk {

  private static final String TRAIN =
      """
      = I cannot log in to my account
      = logging in does not work for me
      = why am I unable to sign in
      ~ I want to delete my account
      ~ I logged in yesterday

      = it is raining heavily outside
      = there is heavy rain outdoors
      = it is pouring out there
      ~ it was raining all week
      ~ it is snowing outside

      = the man is riding a horse
      = a horse is being ridden by the man
      = there is a man on a horse
      ~ the man is feeding a horse
      ~ the man is buying a horse

      = two dogs run across the field
      = a pair of dogs is running over the field
      = across the field run two dogs
      ~ two dogs sleep in the field
      ~ two cats run across the field

      = a woman is cutting onions
      = onions are being cut by a woman
      = a lady slices onions
      ~ a woman is planting onions
      ~ a woman is frying eggs

      = could you speak more slowly
      = please talk a little slower
      = you are talking too fast for me
      ~ could you speak louder

      = I am looking for a cheap flat in {place}
      = I need an apartment in {place} that is not expensive
      = is there any affordable flat in {place}
      ~ I sold a flat in {place}

      = he broke his leg while skiing
      = while skiing he fractured his leg
      = his leg was broken on the ski slope
      ~ he teaches skiing

      = the film was very boring
      = I found the movie really dull
      = that was an extremely boring film
      ~ the film was very exciting
      ~ the film was very long

      = my phone does not charge any more
      = the battery of my phone no longer loads
      = I can no longer charge my telephone
      ~ my phone was stolen
      ~ my phone is new

      = how many employees does {company} have
      = what is the number of staff at {company}
      = how many people work for {company}
      ~ who founded {company}
      ~ where is the head office of {company}

      = who wrote this book
      = who is the author of this book
      = by whom was this book written
      ~ who read this book
      ~ how long is this book

      = what is the capital of {country}
      = which city is the capital of {country}
      = name the capital city of {country}
      ~ what is the currency of {country}
      ~ how many people live in {country}

      = how do you say this in {language}
      = what is the {language} word for this
      = can you translate this into {language}
      ~ where can I learn {language}

      = the road is blocked after an accident
      = because of an accident the road is closed
      = an accident has closed the road
      ~ the road was built last year

      = the government lowered taxes
      = taxes were cut by the government
      = there was a tax cut by the government
      ~ the government raised taxes

      = coffee keeps me awake
      = I cannot sleep when I drink coffee
      = if I have coffee I stay awake
      ~ coffee comes from Brazil

      = the company is looking for a new manager
      = a new manager is sought by the company
      = the firm wants to find another manager
      ~ the company fired the manager

      = send me the file by email
      = please email me the file
      = mail the document to me
      ~ delete the file

      = the children went to bed early
      = the kids were in bed early
      = early in the evening the children went to sleep
      ~ the children got up early

      = smoking harms your health
      = it is unhealthy to smoke
      = cigarettes are bad for you
      ~ smoking is expensive

      = save the document before you close the program
      = before closing the program, save your document
      = do not close the program until the document is saved
      ~ print the document before you close the program

      = the room is too small for all of us
      = we do not all fit into the room
      = this room is not big enough for everyone
      ~ the room is too dark

      = there is a mistake in the bill
      = the bill is wrong
      = the invoice contains an error
      ~ the bill was paid

      = I would like to speak to a manager
      = let me talk to your boss
      = can I have a word with the person in charge
      ~ I would like to become a manager

      = the police arrested a thief
      = a thief was caught by the police
      = the robber has been taken into custody by the police
      ~ the police lost a thief

      = we ran out of milk
      = there is no milk left
      = the milk is used up
      ~ we drank milk

      = he speaks three languages
      = he can talk in three languages
      = three languages are spoken by him
      ~ he wrote three novels

      = the test results are good
      = good results came from the test
      = the outcome of the examination is fine
      ~ the test is tomorrow

      = the printer is out of paper
      = there is no paper in the printer
      = the printer needs paper
      ~ the printer is out of ink

      = you must be at least {count} years old
      = the minimum age is {count}
      = only people aged {count} or more are admitted
      ~ you will be {count} years old soon

      = the lights went out during the storm
      = the storm caused a power cut
      = during the storm there was no electricity
      ~ the storm hit the coast

      = she is good at mathematics
      = mathematics is easy for her
      = she does well in maths
      ~ she studies mathematics
      ~ she is bad at mathematics

      = turn left at the traffic lights
      = at the lights you have to go left
      = take a left when you reach the traffic light
      ~ turn right at the traffic lights

      = the data is stored on our servers
      = our servers hold the data
      = we keep the data on servers of ours
      ~ the data was deleted from our servers

      = I agree with you
      = you are right
      = I share your opinion
      ~ I disagree with you
      """;

  private EnglishTalk() {}

  static List<Frame> train() {
    return FrameReader.read(TRAIN);
  }
}
