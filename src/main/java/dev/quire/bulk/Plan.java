package dev.quire.bulk;

import java.util.List;

/**
 * What is to be done of a file.
 *
 * @param pages how many lines it will have
 * @param done how many of them are there
 * @param pieces the others
 */
record Plan(int pages, int done, List<Piece> pieces) {}
