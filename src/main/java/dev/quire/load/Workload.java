package dev.quire.load;

import java.net.http.HttpRequest;

/** What is asked. */
public sealed interface Workload permits PageWorkload, PairWorkload {

  /**
   * A request; those of different numbers ask for different things.
   *
   * @param number from 0
   */
  HttpRequest.Builder request(long number);

  /** How many pages or pairs each has. */
  int size();

  /** What these are called. */
  String unit();

  /** What is asked, for people. */
  String description();
}
