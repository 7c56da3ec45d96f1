/**
 * Blocks of a page as one reads them: headings, paragraphs, lists, tables, figures.
 */

import { create } from './dom.js';
import { styleOf } from './labels.js';
import { tableIn } from './markup.js';
import { nameOf, roleInWords } from './read-state.js';

/** The panel's own headings are of the second level. */
const ABOVE = 2;
const LOWEST_HEADING = 6;

/** How an item of a list begins where its role does not tell. */
const MARK = /^(?:\(?(?:\d{1,3}|[a-z])[.)]|[-–—•‣◦▪●○■□*·])\s+\S/u;

/** Roles whose picture says more than their text. */
const PICTURED = new Set(['figure', 'formula']);

/**
 * The blocks of a page as the items of a list; items of lists that follow one another are in a list
 * of their own.
 *
 * @param {import('./read-state.js').Block[]} blocks
 * @param {{url: ?string, width: number, height: number, shown: boolean}} page
 * @returns {HTMLElement[]}
 */
export function drawBlocks(blocks, page) {
  return runsOf(blocks).map((run) => {
    if (run.length === 1) {
      return itemOf(run[0], 'div', page);
    }
    const list = create('ul', 'run');
    list.setAttribute('role', 'list');
    list.append(...run.map((placed) => itemOf(placed, 'li', page)));
    const item = create('div');
    item.setAttribute('role', 'listitem');
    item.append(list);
    return item;
  });
}

/** Items of one list together, all others alone. */
function runsOf(blocks) {
  const runs = [];
  blocks.forEach((block, index) => {
    const last = runs.at(-1);
    if (last && isItem(block) && isItem(last[0].block)) {
      last.push({ block, index });
    } else {
      runs.push([{ block, index }]);
    }
  });
  return runs;
}

function isItem({ role, text }) {
  return role === 'list_item' || (role === 'text' && MARK.test(text));
}

function itemOf({ block, index }, element, page) {
  const item = create(element, `block is-${block.role}`);
  item.setAttribute('role', 'listitem');
  item.setAttribute('aria-label', nameOf(block));
  item.tabIndex = index === 0 ? 0 : -1;
  item.dataset.index = index;
  item.dataset.role = block.role;
  item.dataset.testid = 'block';
  item.style.setProperty('--hue', styleOf(block.label).colour);
  item.title = roleInWords(block);
  item.append(contentOf(block, page));
  return item;
}

function contentOf(block, page) {
  const { role, level, text, table } = block;
  if (role === 'title' || role === 'heading') {
    return written(`h${Math.min((level ?? 1) + ABOVE, LOWEST_HEADING)}`, text);
  }
  if (role === 'table') {
    return tableOf(table) ?? written('pre', text);
  }
  if (role === 'code') {
    return written('pre', text);
  }
  return PICTURED.has(role) ? figureOf(block, page) : written('p', text);
}

function written(element, text) {
  const whole = create(element, 'block-text', text);
  whole.dir = 'auto';
  return whole;
}

/** In a frame of its own to scroll in, for a table may be wider than the panel. */
function tableOf(table) {
  const drawn = table ? tableIn(table.html) : null;
  if (drawn === null) {
    return null;
  }
  const frame = create('div', 'block-table');
  drawn.dir = 'auto';
  frame.append(drawn);
  return frame;
}

function figureOf({ box, text, role }, page) {
  const figure = create('figure', 'block-figure');
  if (page.shown) {
    figure.append(cutout(box, page, text || role));
  }
  if (text && (role === 'formula' || !page.shown)) {
    figure.append(written('p', text));
  } else if (!page.shown) {
    figure.append(create('p', 'none', role));
  }
  return figure;
}

/** A part of the page's picture, at any width. */
function cutout([x1, y1, x2, y2], { url, width, height }, words) {
  const across = Math.max(x2 - x1, 1);
  const down = Math.max(y2 - y1, 1);
  const frame = create('span', 'cutout');
  frame.style.aspectRatio = `${across} / ${down}`;
  frame.style.width = `${across}px`;
  const image = create('img');
  image.src = url;
  image.alt = words;
  image.style.width = `${(100 * width) / across}%`;
  image.style.height = `${(100 * height) / down}%`;
  image.style.left = `${(-100 * x1) / across}%`;
  image.style.top = `${(-100 * y1) / down}%`;
  frame.append(image);
  return frame;
}
