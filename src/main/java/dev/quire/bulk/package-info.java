/**
 * Has any number of files laid out or read by a service, resumably: the files become pieces of a
 * few pages or whole documents, the pieces go to the service until each page or document has its
 * line, and the lines go to a file that a further run reads to know what is done. Texts go to files
 * of their own. Logic is apart from files and HTTP, and times are given.
 */
package dev.quire.bulk;
