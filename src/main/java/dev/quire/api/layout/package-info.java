/**
 * {@code POST /v1/layout}, and the one way of every document and page to its layout, which all
 * other layout endpoints take too: request, service, one step on the CPU pool, queue,
 * postprocessing.
 */
package dev.quire.api.layout;
