/** Connections of HTTP clients, below requests: how many, for how long, and what a head may be. */
package dev.quire.http;
