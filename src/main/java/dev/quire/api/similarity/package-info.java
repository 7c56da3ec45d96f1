/**
 * Sentence similarity over HTTP: pairs to scores, candidates to a ranking, texts to embeddings. A
 * request becomes a ticket for each row that its plan has, all or none of them, and is answered
 * when the last of them is.
 */
package dev.quire.api.similarity;
