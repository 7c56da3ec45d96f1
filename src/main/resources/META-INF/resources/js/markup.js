/**
 * Tables that come as HTML. What the service says is never put on the page as markup: its tables are
 * built anew, out of nothing but the parts of tables, their spans and their text.
 */

const PARTS = new Set(['caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td']);

/** Breaks of lines within a cell. */
const BREAK = 'br';

/** What is no text, whatever it holds. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math']);

const SPANS = ['rowspan', 'colspan'];
const MOST_SPANNED = 1000;

/**
 * The first table of a piece of HTML.
 *
 * @param {string} html
 * @returns {?HTMLTableElement} null without any
 */
export function tableIn(html) {
  // A document without a window: nothing in it is run or loaded.
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (found === null) {
    return null;
  }
  const table = document.createElement('table');
  table.append(...partsOf(found));
  return table;
}

function partsOf(element) {
  return [...element.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return [document.createTextNode(node.data)];
    }
    if (node.nodeType !== Node.ELEMENT_NODE || UNSEEN.has(node.localName)) {
      return [];
    }
    if (node.localName === BREAK) {
      return [document.createElement(BREAK)];
    }
    return PARTS.has(node.localName) ? [partLike(node)] : partsOf(node);
  });
}

function partLike(node) {
  const part = document.createElement(node.localName);
  for (const name of SPANS) {
    const span = Number(node.getAttribute(name));
    if (Number.isInteger(span) && span > 1 && span <= MOST_SPANNED) {
      part.setAttribute(name, span);
    }
  }
  if (node.localName === 'th') {
    part.scope = node.closest('thead') ? 'col' : 'row';
  }
  part.append(...partsOf(node));
  return part;
}
