/**
 * What the tab that writes pages out knows, and what follows from it.
 */

import { NOTHING_YET } from './state.js';

/**
 * @typedef {{row: number, column: number, row_span: number, column_span: number, text: string}} Cell
 * @typedef {{
 *   role: string, label: string, level?: number, score: number, box: number[], text: string,
 *   lines: object[], table?: {rows: number, columns: number, cells: Cell[], html: string}
 * }} Block
 */

/** What a role is called here; others come by their own names. */
const NAMES = { list_item: 'list item', page_number: 'page number' };

/** So much of a block's text names it. */
const BEGINNING = 120;

/** The state before any page was read. */
export const NOTHING_WRITTEN = {
  ...NOTHING_YET,
  show: { labels: false, order: true, path: false, outlines: false },
};

/**
 * The blocks of an answer, in reading order.
 *
 * @param {?object} answer
 * @returns {Block[]}
 */
export function blocksIn(answer) {
  return answer?.blocks ?? [];
}

/**
 * The same as regions to be drawn.
 *
 * @param {?object} answer
 * @returns {import('./state.js').Placed[]}
 */
export function placedIn(answer) {
  return blocksIn(answer).map((block, index) => ({
    index,
    region: block,
    order: index + 1,
    words: roleInWords(block),
    name: nameOf(block),
  }));
}

/**
 * What a block is to its reader.
 *
 * @param {Block} block
 * @returns {string}
 */
export function roleInWords({ role, level }) {
  const name = NAMES[role] ?? role;
  return role === 'heading' && level ? `${name} ${level}` : name;
}

/**
 * What tells a block from others, without seeing it: its role, and how it begins.
 *
 * @param {Block} block
 * @returns {string}
 */
export function nameOf(block) {
  const { text, table } = block;
  const size = table ? `, ${table.rows} rows, ${table.columns} columns` : '';
  const cut = text.length > BEGINNING ? `${text.slice(0, BEGINNING)}…` : text;
  return `${roleInWords(block)}${size}${!table && cut ? `: ${cut}` : ''}`;
}

/** Why a text layer was not used, by the service's word for it. */
const REASONS = {
  'no-text-layer': 'it has no text layer',
  'invisible-over-scan': 'its text layer lies unseen over a scan',
  'unmapped-characters': 'its text layer does not tell what its characters are',
  'private-use-characters': 'its text layer uses characters of its own',
  'covers-too-little': 'its text layer has too little of what it shows',
  'too-much-text': 'its text layer has more text than is read of a page',
};

/**
 * Where a page's text comes from, and why.
 *
 * @param {object} answer
 * @returns {string} empty for a page that has failed
 */
export function sourceInWords({ text_source: source, text_reason: reason }) {
  switch (source) {
    case 'layer':
      return 'Taken from the text layer of this page';
    case 'ocr':
      return reason
        ? `Recognized from the picture of this page: ${REASONS[reason] ?? reason}`
        : 'Recognized from the picture of this page';
    default:
      return '';
  }
}
