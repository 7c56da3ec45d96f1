package dev.quire.bulk;

import java.nio.file.Path;

/**
 * A file to be laid out.
 *
 * @param name by which the results call it
 * @param path where it is
 */
record InputFile(String name, Path path) {}
