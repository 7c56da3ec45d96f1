package dev.quire.api.paddlex.fetch;

/**
 * A URL that the rules allow, taken apart.
 *
 * @param secure whether over TLS
 * @param host in lower case
 * @param port 1 to 65535
 * @param resource path and query, as they stand in the URL
 */
record Target(boolean secure, String host, int port, String resource) {}
