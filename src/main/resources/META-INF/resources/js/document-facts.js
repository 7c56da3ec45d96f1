/**
 * What a document is, and how fast its pages came.
 */

import { fact } from './dom.js';
import { bytesInWords, duration, pace } from './figures.js';
import { warningsOf } from './warnings.js';

/**
 * Draws it, or nothing for an image.
 *
 * @param {(id: string) => HTMLElement} place
 * @param {?import('./document.js').Document} document
 * @param {Object<string, (answer: object) => number>} counts how much the service finds on a page of
 *     what is named so
 */
export function drawDocument(place, document, counts) {
  const section = place('document-facts');
  section.hidden = document === null;
  if (document === null) {
    return;
  }
  const { file, count, pages, elapsedMs } = document;
  const failed = pages.filter(({ answer }) => answer.error).length;
  const warned = pages.filter(({ answer }) => warningsOf(answer).length > 0).length;
  const facts = [
    ['Pages', pages.length === count ? count : `${pages.length} of ${count ?? '…'}`],
    ['Failed', failed],
    ['With warnings', warned],
    ...Object.entries(counts).map(([name, countIn]) => [
      name,
      pages.reduce((sum, { answer }) => sum + countIn(answer), 0),
    ]),
    ['Time', duration(elapsedMs)],
    ['Pace', pace(pages.length, elapsedMs) || '–'],
    ['File', bytesInWords(file.size)],
  ];
  place('document-list').replaceChildren(...facts.map(([key, value]) => fact(key, value)));
}
