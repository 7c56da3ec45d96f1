/**
 * What programs share that send files to a running service: finding the files, telling what they
 * are, and asking over HTTP.
 */
package dev.quire.client;
