/**
 * PaddleX's {@code /layout-parsing}, {@code /object-detection} and {@code /health}: their requests
 * and answers around the documents of {@code dev.quire.api.layout}.
 */
package dev.quire.api.paddlex;
