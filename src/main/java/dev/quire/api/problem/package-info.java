/** The catalogue of errors, and the rendering of its entries as problems (RFC 9457). */
package dev.quire.api.problem;
