/**
 * What the endpoints share: how requests are prepared, timed, traced and counted on their way to
 * the queue and back.
 */
package dev.quire.api;
