/**
 * When a batch runs and how large it is: the policy, the measured latency and memory tables it goes
 * by, and the limit that failures lower. Plain Java, to be driven by tests in virtual time; depends
 * on nothing else of the service.
 */
package dev.quire.batch;
