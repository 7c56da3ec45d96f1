/**
 * Load tests of a running service: steps of closed and open loops, what became of their requests,
 * and reports. Steps know time and the service by interfaces, so that they run in virtual time too.
 */
package dev.quire.load;
