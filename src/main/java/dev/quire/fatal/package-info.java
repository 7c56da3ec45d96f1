/** The end of a process that has run out of memory and can no longer be trusted. */
package dev.quire.fatal;
