/**
 * How request bodies come in: within their limits of size and time, and within the memory that
 * requests may hold, all checked before the bytes are there. Everything here runs on event loops
 * and never blocks.
 */
package dev.quire.api.intake;
