/** Fetches the files that clients name by URL, without leading into the service's own network. */
package dev.quire.api.paddlex.fetch;
